/** Keyed hashes: what stands for personal identifiers in keys of topics and stores. */
@NullMarked
package dev.rapport.runtime.crypto;

import org.jspecify.annotations.NullMarked;
