/** Reads a pipeline's topics into a ledger of outcomes. */
@NullMarked
package dev.rapport.tuning.outcomes.topics;

import org.jspecify.annotations.NullMarked;
