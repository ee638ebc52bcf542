package dev.rapport.ingestion.capture;

import dev.rapport.schemas.topic.Origin;
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
 * @param origin     where the bytes came from and how they are read; a rejection keeps it, so that it can be sent again
 */
public record Receipt(
        String sourceId, Instant receivedAt, Map<String, String> headers, boolean isHistory, Origin origin) {
    public Receipt {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        headers = Map.copyOf(headers);
    }

    /** Of what happens now, in bytes that are not read again when they are rejected. */
    public Receipt(String sourceId, Instant receivedAt, Map<String, String> headers) {
        this(sourceId, receivedAt, headers, false, Origin.UNKNOWN);
    }

    /** Of the past, or not. */
    public Receipt(String sourceId, Instant receivedAt, Map<String, String> headers, boolean isHistory) {
        this(sourceId, receivedAt, headers, isHistory, Origin.UNKNOWN);
    }

    /** With where the bytes came from. */
    public Receipt from(Origin known) {
        return new Receipt(sourceId, receivedAt, headers, isHistory, known);
    }
}
