/** Prompts with their replies: generated from open slots, or read from a file. */
@NullMarked
package dev.rapport.factory.corpus;

import org.jspecify.annotations.NullMarked;
