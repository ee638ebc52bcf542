/** What is known of a customer. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.profile;

import org.jspecify.annotations.NullMarked;
