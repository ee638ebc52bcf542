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
 */
public record Receipt(String sourceId, Instant receivedAt, Map<String, String> headers) {
    public Receipt {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        headers = Map.copyOf(headers);
    }
}
