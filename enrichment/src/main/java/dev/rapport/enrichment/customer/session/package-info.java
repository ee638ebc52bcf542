/** In which session an event happened. Pure. */
@NullMarked
package dev.rapport.enrichment.customer.session;

import org.jspecify.annotations.NullMarked;
