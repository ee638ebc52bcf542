/** From a prompt to its one reply: what the model is given, what may be sent, and how it came to be. */
@NullMarked
package dev.rapport.inference.reply;

import org.jspecify.annotations.NullMarked;
