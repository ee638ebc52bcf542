package dev.rapport.ingestion.capture;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.EventOutcome.Withdrawn;
import dev.rapport.ingestion.capture.Submission.Item;
import dev.rapport.ingestion.capture.Submission.Shared;
import dev.rapport.runtime.consent.ConsentReader;
import dev.rapport.runtime.consent.JsonMaps;
import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Withdrawal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the withdrawal of consent in an event that broke a rule, from its bytes and as far as they can be read. It takes
 * one id that can be used; what else is wrong does not matter. Thread-safe.
 */
final class WithdrawalCheck {
    private static final ByteBuffer NOTHING = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final ConsentReader reader = new ConsentReader();
    private final Supplier<String> newMessageId;

    /** @param newMessageId message ids for events that have none */
    WithdrawalCheck(Supplier<String> newMessageId) {
        this.newMessageId = newMessageId;
    }

    Optional<Withdrawn> of(Item item, Shared shared, String sourceId, Instant receivedAt) {
        var json = LenientJson.object(bytes(item.original()));
        return find(json, context(shared), shared.sentAt(), sourceId, receivedAt);
    }

    List<Withdrawn> in(byte[] body, String sourceId, Instant receivedAt) {
        var read = LenientJson.body(body);
        var sentAt = SubmissionReader.JSON.<JsonNode>valueToTree(read.envelope().get("sentAt"));
        var context = JsonMaps.object(read.envelope().get("context")).orElse(Map.of());
        return read.events().stream()
                .flatMap(json -> find(json, context, sentAt, sourceId, receivedAt).stream())
                .toList();
    }

    /**
     * @param own     the event as sent
     * @param context what its batch says for all
     * @param sentAt  of the batch
     */
    private Optional<Withdrawn> find(
            Map<String, @Nullable Object> own,
            Map<String, @Nullable Object> context,
            @Nullable JsonNode sentAt,
            String sourceId,
            Instant receivedAt) {
        var json = merged(own, context);
        var name = json.get("event") instanceof String text ? VisibleText.trimmed(text) : null;
        return reader.read(type(json), name, json)
                .withdrawal()
                .flatMap(withdrawal ->
                        event(withdrawal, SubmissionReader.JSON.valueToTree(own), sentAt, sourceId, receivedAt));
    }

    private Optional<Withdrawn> event(
            Withdrawal withdrawal, JsonNode own, @Nullable JsonNode sentAt, String sourceId, Instant receivedAt) {
        var userId = EventFields.readableId(own, "userId", EventFields.MAX_ID);
        var anonymousId = EventFields.readableId(own, "anonymousId", EventFields.MAX_ID);
        var key = anonymousId != null ? anonymousId : userId;
        if (key == null) {
            return Optional.empty();
        }
        var messageId = EventFields.readableId(own, "messageId", EventFields.MAX_MESSAGE_ID);
        var received = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        return Optional.of(new Withdrawn(
                key,
                CapturedEvent.newBuilder()
                        .setMessageId(messageId == null ? newMessageId.get() : messageId)
                        .setType(EventType.UNKNOWN)
                        .setUserId(userId)
                        .setAnonymousId(anonymousId)
                        .setOccurredAt(Occurrence.of(new EventFields(own), sentAt, received)
                                .latest(received))
                        .setReceivedAt(received)
                        .setSourceId(sourceId)
                        .setPayload(NOTHING.duplicate())
                        .setWithdrawal(withdrawal)
                        .build()));
    }

    private static EventType type(Map<String, @Nullable Object> json) {
        return json.get("type") instanceof String text
                ? Arrays.stream(EventType.values())
                        .filter(type -> type.name().equalsIgnoreCase(VisibleText.trimmed(text)))
                        .findFirst()
                        .orElse(EventType.UNKNOWN)
                : EventType.UNKNOWN;
    }

    /** The event with the consents that its batch states once for all; the event's own come first. */
    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> own, Map<String, @Nullable Object> context) {
        var said = new HashMap<String, @Nullable Object>();
        for (var field : List.of("consent", "traits")) {
            if (context.get(field) instanceof Map<?, ?> object) {
                said.put(field, object);
            }
        }
        return said.isEmpty() ? own : JsonMaps.mergedObjectsFirst(own, Map.of("context", said));
    }

    private static Map<String, @Nullable Object> context(Shared shared) {
        if (!shared.doubledContexts().isEmpty()) {
            return LenientJson.merged(shared.doubledContexts().stream()
                    .map(WithdrawalCheck::bytes)
                    .toList());
        }
        var context = shared.fields().path("context");
        return context.isObject() ? SubmissionReader.JSON.convertValue(context, OBJECT) : Map.of();
    }

    private static byte[] bytes(ByteBuffer original) {
        var bytes = new byte[original.remaining()];
        original.duplicate().get(bytes);
        return bytes;
    }
}
