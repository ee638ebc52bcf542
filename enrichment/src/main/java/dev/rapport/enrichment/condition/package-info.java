/** What a condition can name, what it says about a customer at an event, and how that ends. Pure: time comes from the trigger. */
@NullMarked
package dev.rapport.enrichment.condition;

import org.jspecify.annotations.NullMarked;
