/** Checkpoints in Hugging Face layout, read and written whole or not at all. */
@NullMarked
package dev.rapport.tuning.checkpoint;

import org.jspecify.annotations.NullMarked;
