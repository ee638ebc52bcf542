/** Reads dead letters from their topics on request, and sends them again in transactions. */
@NullMarked
package dev.rapport.ingestion.letters.kafka;

import org.jspecify.annotations.NullMarked;
