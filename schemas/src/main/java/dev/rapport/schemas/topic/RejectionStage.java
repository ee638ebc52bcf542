package dev.rapport.schemas.topic;

import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Steps that reject events. */
public enum RejectionStage {
    CAPTURE,
    ENRICHMENT;

    /** Its name in a record. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this step rejected an event. */
    public boolean rejected(RejectedEvent event) {
        return event.getStage().equals(label());
    }

    /**
     * The record of an event that this step rejects.
     *
     * @param messageId null when the event has none that can be used
     * @param detail    one sentence without values of the event
     * @param original  the bytes as sent
     */
    public RejectedEvent reject(
            @Nullable String messageId,
            RejectionReason reason,
            String detail,
            String sourceId,
            Instant receivedAt,
            ByteBuffer original) {
        return RejectedEvent.newBuilder()
                .setMessageId(messageId)
                .setReason(reason)
                .setDetail(detail)
                .setStage(label())
                .setSourceId(sourceId)
                .setReceivedAt(receivedAt)
                .setPayload(original)
                .build();
    }
}
