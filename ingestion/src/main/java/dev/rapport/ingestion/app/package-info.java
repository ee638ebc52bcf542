/** Wires ingestion by hand and runs it, alone or beside the other services. */
@NullMarked
package dev.rapport.ingestion.app;

import org.jspecify.annotations.NullMarked;
