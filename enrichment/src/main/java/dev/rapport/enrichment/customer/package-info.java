/** A customer and what an event changes about them: an ordered list of steps over one draft. Pure: time comes from the event, state comes in and goes out as values. */
@NullMarked
package dev.rapport.enrichment.customer;

import org.jspecify.annotations.NullMarked;
