package dev.rapport.schemas.topic;

import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.SourceRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Steps that reject events. */
public enum RejectionStage {
    CAPTURE,
    ENRICHMENT;

    /** Original bytes that a rejection keeps: with the rest of it, it is smaller than Kafka's largest record. */
    public static final int MAX_ORIGINAL_BYTES = 900_000;
    /** Bytes of the key and the headers of a source's record; with more of them none are kept. */
    public static final int MAX_RECORD_BYTES = 50_000;

    /** Its name in a record. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this step rejected an event. */
    public boolean rejected(RejectedEvent event) {
        return event.getStage().equals(label());
    }

    /**
     * The record of an event that this step rejects. Of its bytes the first {@link #MAX_ORIGINAL_BYTES} are kept.
     *
     * @param messageId null when the event has none that can be used
     * @param detail    one sentence without values of the event
     * @param original  the bytes as sent
     * @param origin    where they came from
     */
    public RejectedEvent reject(
            @Nullable String messageId,
            RejectionReason reason,
            String detail,
            String sourceId,
            Instant receivedAt,
            ByteBuffer original,
            Origin origin) {
        var size = original.remaining();
        var kept = Math.min(size, MAX_ORIGINAL_BYTES);
        var record = origin.record();
        var fits = record == null || size(record) <= MAX_RECORD_BYTES;
        return RejectedEvent.newBuilder()
                .setMessageId(messageId)
                .setReason(reason)
                .setDetail(detail)
                .setStage(label())
                .setSourceId(sourceId)
                .setReceivedAt(receivedAt)
                .setPayload(original.slice(original.position(), kept))
                .setPayloadSize(size)
                .setTruncated(kept < size || !fits)
                .setEnvelope(origin.envelope())
                .setFormat(origin.format())
                .setTopic(origin.topic())
                .setPartition(origin.partition())
                .setOffset(origin.offset())
                .setRecord(fits ? record : null)
                .build();
    }

    private static long size(SourceRecord record) {
        var key = record.getKey();
        return (key == null ? 0 : key.remaining())
                + record.getHeaders().entrySet().stream()
                        .mapToLong(header ->
                                header.getKey().length() + header.getValue().remaining())
                        .sum();
    }
}
