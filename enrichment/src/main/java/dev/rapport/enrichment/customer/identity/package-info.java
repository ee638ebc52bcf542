/** Whose event it is. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.identity;

import org.jspecify.annotations.NullMarked;
