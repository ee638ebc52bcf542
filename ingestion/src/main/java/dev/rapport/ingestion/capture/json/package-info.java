/** JSON as senders write it, read so that nothing in one event touches another: for the adapters of all producers. */
@NullMarked
package dev.rapport.ingestion.capture.json;

import org.jspecify.annotations.NullMarked;
