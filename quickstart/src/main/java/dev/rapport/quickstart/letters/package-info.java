/** {@code rapport dead-letters}: what could not be processed, over HTTP. */
@NullMarked
package dev.rapport.quickstart.letters;

import org.jspecify.annotations.NullMarked;
