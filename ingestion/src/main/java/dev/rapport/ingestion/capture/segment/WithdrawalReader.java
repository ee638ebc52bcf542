package dev.rapport.ingestion.capture.segment;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.json.WrittenTime;
import dev.rapport.runtime.consent.ConsentReader;
import dev.rapport.runtime.consent.JsonMaps;
import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the withdrawal of consent in an event that broke a rule, from its bytes and as far as they can be read. It needs
 * one id that can be used; what else is wrong does not matter. Stateless and thread-safe.
 */
final class WithdrawalReader {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final ConsentReader CONSENTS = new ConsentReader(LenientJson::ofText);

    private WithdrawalReader() {}

    /**
     * That of one event, or those of the several events that were sent in the place of one.
     *
     * @param call what its path says it is
     */
    static List<IncomingWithdrawal> of(
            JsonItem item, Optional<EventType> call, BatchContext batch, Instant receivedAt) {
        var context = context(batch);
        var read = LenientJson.body(bytes(item.original()));
        return Stream.concat(read.events().stream(), Stream.of(read.envelope()))
                .flatMap(json -> find(json, call, context, batch.sentAt(), receivedAt).stream())
                .toList();
    }

    /** Fields of an event as far as they can be read. */
    static JsonNode fields(JsonItem item) {
        return tree(LenientJson.object(bytes(item.original())));
    }

    /** Those of a body that no event can be read from. */
    static List<IncomingWithdrawal> in(ByteBuffer body, Instant receivedAt) {
        var read = LenientJson.body(bytes(body));
        var sentAt = WrittenTime.of(tree(read.envelope().get("sentAt")));
        var context = JsonMaps.object(ofText(read.envelope().get("context"))).orElse(Map.of());
        return read.events().stream()
                .flatMap(json -> find(json, Optional.empty(), context, sentAt, receivedAt).stream())
                .toList();
    }

    /**
     * @param own     the event as sent
     * @param call    what its path says it is
     * @param context what its batch says for all
     * @param sentAt  of the batch
     */
    private static Optional<IncomingWithdrawal> find(
            Map<String, @Nullable Object> own,
            Optional<EventType> call,
            Map<String, @Nullable Object> context,
            WrittenTime sentAt,
            Instant receivedAt) {
        var json = merged(own, context);
        var name = json.get("event") instanceof String text ? VisibleText.trimmed(text) : null;
        // Where path and body say different things, a no in the words of either counts.
        var withdrawal = call.flatMap(type -> CONSENTS.read(type, name, json).withdrawal())
                .or(() -> CONSENTS.read(type(json), name, json).withdrawal());
        if (withdrawal.isEmpty()) {
            return Optional.empty();
        }
        var event = tree(own);
        var userId = SegmentFields.usableId(event, "userId", IncomingEvent.MAX_ID_LENGTH);
        var anonymousId = SegmentFields.usableId(event, "anonymousId", IncomingEvent.MAX_ID_LENGTH);
        if (userId == null && anonymousId == null) {
            return Optional.empty();
        }
        return Optional.of(new IncomingWithdrawal(
                SegmentFields.usableId(event, "messageId", IncomingEvent.MAX_MESSAGE_ID_LENGTH),
                userId,
                anonymousId,
                Occurrence.of(new SegmentFields(event), sentAt, receivedAt).latest(receivedAt),
                withdrawal.get()));
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
        var shared = new HashMap<String, @Nullable Object>();
        for (var field : List.of("consent", "traits")) {
            if (ofText(context.get(field)) instanceof Map<?, ?> object) {
                shared.put(field, object);
            }
        }
        return shared.isEmpty() ? own : JsonMaps.mergedObjectsFirst(own, Map.of("context", shared));
    }

    private static Map<String, @Nullable Object> context(BatchContext batch) {
        if (!batch.contextsWithRepeatedKeys().isEmpty()) {
            return LenientJson.merged(batch.contextsWithRepeatedKeys().stream()
                    .map(WithdrawalReader::bytes)
                    .toList());
        }
        var context = batch.fields().path("context");
        return context.isObject() ? JsonItemReader.JSON.convertValue(context, OBJECT) : Map.of();
    }

    /** What a text of JSON holds, of which only a no is looked for; any other value as it is. */
    private static @Nullable Object ofText(@Nullable Object value) {
        return value instanceof String text ? LenientJson.ofText(text) : value;
    }

    private static JsonNode tree(@Nullable Object value) {
        return JsonItemReader.JSON.valueToTree(value);
    }

    private static byte[] bytes(ByteBuffer original) {
        var bytes = new byte[original.remaining()];
        original.duplicate().get(bytes);
        return bytes;
    }
}
