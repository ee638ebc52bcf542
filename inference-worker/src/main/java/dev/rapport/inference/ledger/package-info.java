/** Which offsets of the prompts topic are finished, attempts at the others, and how both are written down; pure. */
@NullMarked
package dev.rapport.inference.ledger;

import org.jspecify.annotations.NullMarked;
