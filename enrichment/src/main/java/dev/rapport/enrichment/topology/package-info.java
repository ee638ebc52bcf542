/** The enrichment topology: nodes that hold state around pure steps, and the wiring between them. */
@NullMarked
package dev.rapport.enrichment.topology;

import org.jspecify.annotations.NullMarked;
