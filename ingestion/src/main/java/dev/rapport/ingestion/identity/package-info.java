/** What identifies somebody or something, and what only looks as if it did. */
@NullMarked
package dev.rapport.ingestion.identity;

import org.jspecify.annotations.NullMarked;
