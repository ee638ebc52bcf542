/** What is due at a time of receipt. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.due;

import org.jspecify.annotations.NullMarked;
