package dev.rapport.ingestion.capture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * How a request or a record with events arrived.
 *
 * @param sourceId   name of the source that its credentials belong to
 * @param receivedAt our clock; kept in milliseconds
 * @param headers    what goes on in the headers of every record that comes of it: docs/adr/0063
 * @param isHistory  whether its events are of the past and trigger nothing: docs/adr/0105
 */
public record Receipt(String sourceId, Instant receivedAt, Map<String, String> headers, boolean isHistory) {
    public Receipt {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        headers = Map.copyOf(headers);
    }

    /** Of what happens now. */
    public Receipt(String sourceId, Instant receivedAt, Map<String, String> headers) {
        this(sourceId, receivedAt, headers, false);
    }
}
