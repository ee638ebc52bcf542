/** Text from any server that speaks the OpenAI API: completions and chat completions over HTTP. */
@NullMarked
package dev.rapport.inference.openai;

import org.jspecify.annotations.NullMarked;
