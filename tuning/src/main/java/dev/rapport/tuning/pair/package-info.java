/** Pairs of a prompt and its reply: what there is to learn. Pure Java. */
@NullMarked
package dev.rapport.tuning.pair;

import org.jspecify.annotations.NullMarked;
