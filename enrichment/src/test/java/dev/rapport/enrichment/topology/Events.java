package dev.rapport.enrichment.topology;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.testkit.record.Customers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Captured events of customer {@link #USER} and their browser. */
final class Events {
    static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    static final String USER = "user-1";
    static final String BROWSER = "browser-1";

    /** The customer as whom the user is known. */
    static final String CUSTOMER = Customers.of(USER);

    private static final AtomicInteger IDS = new AtomicInteger();

    private Events() {}

    static CapturedEvent.Builder track(String name, String properties) {
        return anEvent(EventType.TRACK)
                .setName(name)
                .setPayload(bytes("{\"type\":\"track\",\"properties\":" + properties + "}"));
    }

    static CapturedEvent.Builder added(String productId) {
        return product("Product Added", productId);
    }

    static CapturedEvent.Builder viewed(String productId) {
        return product("Product Viewed", productId);
    }

    private static CapturedEvent.Builder product(String name, String productId) {
        return track(
                name,
                "{\"product_id\":\"" + productId + "\",\"name\":\"Lamp " + productId
                        + "\",\"category\":\"lamps\",\"price\":39.9}");
    }

    static CapturedEvent.Builder identify(String traits) {
        return anEvent(EventType.IDENTIFY)
                .setUserId(USER)
                .setPayload(bytes("{\"type\":\"identify\",\"traits\":" + traits + "}"));
    }

    static CapturedEvent.Builder alias(String previousId, String userId) {
        return anEvent(EventType.ALIAS)
                .setAnonymousId(null)
                .setPreviousId(previousId)
                .setUserId(userId);
    }

    /** An event of the browser, received the moment it occurred. */
    static CapturedEvent.Builder anEvent(EventType type) {
        return at(
                CapturedEvent.newBuilder()
                        .setMessageId("message-" + IDS.incrementAndGet())
                        .setType(type)
                        .setAnonymousId(BROWSER)
                        .setSourceId("web")
                        .setPayload(bytes("{}")),
                NOW);
    }

    static CapturedEvent.Builder at(CapturedEvent.Builder event, Instant occurredAt) {
        return event.setOccurredAt(occurredAt).setReceivedAt(occurredAt);
    }

    static CapturedEvent.Builder after(CapturedEvent.Builder event, Duration sinceNow) {
        return at(event, NOW.plus(sinceNow));
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
