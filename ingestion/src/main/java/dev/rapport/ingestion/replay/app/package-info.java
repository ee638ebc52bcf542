/** The replay command line. */
@NullMarked
package dev.rapport.ingestion.replay.app;

import org.jspecify.annotations.NullMarked;
