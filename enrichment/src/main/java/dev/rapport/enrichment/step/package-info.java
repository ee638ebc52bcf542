/** What is done to one event, step by step. Pure: time comes from the event, state comes in and goes out as values. */
@NullMarked
package dev.rapport.enrichment.step;

import org.jspecify.annotations.NullMarked;
