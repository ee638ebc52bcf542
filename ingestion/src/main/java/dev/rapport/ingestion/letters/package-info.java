/** Which dead letters are wanted, and how each is sent again. Pure. */
@NullMarked
package dev.rapport.ingestion.letters;

import org.jspecify.annotations.NullMarked;
