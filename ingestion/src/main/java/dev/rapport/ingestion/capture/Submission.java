package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request body as read: its events, or why there are none. */
public sealed interface Submission {
    /** Write key that the body carries, if any. */
    Optional<String> writeKey();

    /**
     * Events in the order sent.
     *
     * @param call   what their path says they are; empty for a batch, where every event says it itself
     * @param shared what the batch says once for all its events
     */
    record Events(Optional<String> writeKey, Optional<EventType> call, List<Item> items, Shared shared)
            implements Submission {}

    /**
     * A body that no event can be read from.
     *
     * @param detail one sentence, without anything from the body
     */
    record Unreadable(Optional<String> writeKey, RejectionReason reason, String detail) implements Submission {}

    /** More events than one request may carry. */
    record TooMany(Optional<String> writeKey, int limit) implements Submission {}

    /**
     * One event of a body.
     *
     * @param json     as parsed, decimals exact, every text valid Unicode; missing where it could not be parsed
     * @param problem  why it could not: one sentence that names the field and the rule
     * @param repaired whether a text in it was not valid Unicode
     * @param doubled  whether an object in it has a key twice; {@code json} has the last of them
     * @param original its bytes as sent, UTF-8
     */
    record Item(JsonNode json, Optional<String> problem, boolean repaired, boolean doubled, ByteBuffer original) {}

    /**
     * Fields of a batch that belong to each of its events.
     *
     * @param fields   {@code context} and {@code integrations}, those that were given
     * @param size     their length in JSON, in bytes
     * @param sentAt   the sender's clock when it sent the batch
     * @param repaired whether a text in the fields was not valid Unicode
     * @param doubledContexts every {@code context} as sent, UTF-8, where there are several or a key is doubled in one
     */
    record Shared(
            ObjectNode fields,
            int size,
            @Nullable JsonNode sentAt,
            boolean repaired,
            List<ByteBuffer> doubledContexts) {}
}
