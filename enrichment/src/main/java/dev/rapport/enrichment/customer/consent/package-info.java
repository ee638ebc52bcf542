/** What a customer allows. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.consent;

import org.jspecify.annotations.NullMarked;
