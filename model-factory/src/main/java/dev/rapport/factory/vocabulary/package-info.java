/** Byte-level BPE: training a vocabulary, and the tokenizer file it becomes. */
@NullMarked
package dev.rapport.factory.vocabulary;

import org.jspecify.annotations.NullMarked;
