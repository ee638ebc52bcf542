/** Which sources there are, by settings and by a file that may change while capture runs, and how much each may send. */
@NullMarked
package dev.rapport.ingestion.capture.source;

import org.jspecify.annotations.NullMarked;
