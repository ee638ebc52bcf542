/** The port: text from a language model, wherever it runs. Requests in; ranked candidates or refusals out. */
@NullMarked
package dev.rapport.inference.text;

import org.jspecify.annotations.NullMarked;
