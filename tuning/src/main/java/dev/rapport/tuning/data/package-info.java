/** What a model is trained on: examples, a user's pairs and their file, the tokenizer that cuts them up. */
@NullMarked
package dev.rapport.tuning.data;

import org.jspecify.annotations.NullMarked;
