/** The decode loop: drives a model with the scheduler's plans and the rules of generation. */
@NullMarked
package dev.rapport.inference.decoding;

import org.jspecify.annotations.NullMarked;
