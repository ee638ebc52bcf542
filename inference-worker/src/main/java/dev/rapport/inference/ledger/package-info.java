/** Which offsets of the prompts topic are finished, which were started, and how that is written down; pure. */
@NullMarked
package dev.rapport.inference.ledger;

import org.jspecify.annotations.NullMarked;
