/** GPT-2 checkpoints in Hugging Face layout: read, checked, described; no engine. */
@NullMarked
package dev.rapport.inference.model.checkpoint;

import org.jspecify.annotations.NullMarked;
