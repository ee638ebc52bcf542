/** Checks that a text must pass to be sent; pure: a verdict depends on the prompt, the text and the rules only. */
@NullMarked
package dev.rapport.inference.reply.guardrail;

import org.jspecify.annotations.NullMarked;
