/** What a customer does not do for a time, as campaigns wait for it. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.absence;

import org.jspecify.annotations.NullMarked;
