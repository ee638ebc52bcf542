/** From a prompt to its one reply: what is asked of the model, what may be sent, and how it came to be. */
@NullMarked
package dev.rapport.inference.reply;

import org.jspecify.annotations.NullMarked;
