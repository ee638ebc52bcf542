package dev.rapport.ingestion.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Neutral events, and what an adapter makes them from. */
final class IncomingEvents {
    static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");
    static final Receipt RECEIPT = new Receipt("shop", NOW, Map.of("traceparent", "00-1"));

    private IncomingEvents() {}

    static IncomingEvent track(@Nullable String name, @Nullable String userId) {
        return event(EventType.TRACK, name, userId, null);
    }

    static IncomingEvent event(
            EventType type, @Nullable String name, @Nullable String userId, @Nullable String previousId) {
        return new IncomingEvent(type, name, "m", userId, null, previousId, NOW, bytes("{}"), Set.of());
    }

    static IncomingEvent at(Instant occurredAt) {
        return new IncomingEvent(EventType.TRACK, "Viewed", "m", "ada", null, null, occurredAt, bytes("{}"), Set.of());
    }

    /** Of characters with two bytes each, but for the first of an odd number. */
    static IncomingEvent withPayload(int bytes) {
        var payload = bytes("x".repeat(bytes % 2) + "ä".repeat(bytes / 2));
        return new IncomingEvent(EventType.TRACK, "Viewed", "m", "ada", null, null, NOW, payload, Set.of());
    }

    static IncomingEvent withIds(@Nullable String messageId, @Nullable String userId, @Nullable String anonymousId) {
        return new IncomingEvent(
                EventType.TRACK, "Viewed", messageId, userId, anonymousId, null, NOW, bytes("{}"), Set.of());
    }

    /** An adapter's event that reads as this one. */
    static RawEvent raw(IncomingEvent event, boolean mayHideWithdrawal, List<IncomingWithdrawal> withdrawals) {
        return new FakeRawEvent(event, mayHideWithdrawal, withdrawals);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
