/** Wires enrichment by hand and runs it, alone or beside the other services. */
@NullMarked
package dev.rapport.enrichment.app;

import org.jspecify.annotations.NullMarked;
