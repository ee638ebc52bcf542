package dev.rapport.ingestion.capture.segment;

import static dev.rapport.schemas.RejectionReason.EVENT_TOO_LARGE;
import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;
import static dev.rapport.schemas.RejectionReason.NOT_AN_OBJECT;
import static dev.rapport.schemas.RejectionReason.UNKNOWN_TYPE;
import static dev.rapport.schemas.RejectionReason.WRONG_WRITE_KEY;

import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One event in Segment's shape. Its rules, the first broken one first: size, JSON that can be read, an object, objects where
 * objects belong, a write key of the source, types of the other fields, size with the context of its batch.
 *
 * @param call  what its path says it is; empty where the event says it itself
 * @param batch what its batch says for all
 */
record SegmentEvent(JsonItem item, Optional<EventType> call, BatchContext batch, SegmentRules rules)
        implements RawEvent {
    private static final Map<String, EventType> TYPES_BY_NAME = Arrays.stream(EventType.values())
            .filter(type -> type != EventType.UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(type -> type.name().toLowerCase(Locale.ROOT), type -> type));

    private static final String TYPES = "identify, track, page, screen, group or alias";

    @Override
    public ByteBuffer bytes() {
        return item.original();
    }

    @Override
    public @Nullable ByteBuffer envelope() {
        return batch.envelope();
    }

    @Override
    public @Nullable String messageId() {
        // Of what no parser takes as a whole, its own fields can still be told.
        var fields = item.problem().isPresent() ? WithdrawalReader.fields(item) : item.json();
        return SegmentFields.usableId(fields, "messageId", IncomingEvent.MAX_MESSAGE_ID_LENGTH);
    }

    @Override
    public Outcome<IncomingEvent, RejectionReason> read(Receipt receipt) {
        var tooLarge = rules.limits().tooLarge("the event has", item.original().remaining());
        if (tooLarge.isPresent()) {
            return Outcome.rejected(EVENT_TOO_LARGE, tooLarge.get());
        }
        if (item.problem().isPresent()) {
            return Outcome.rejected(INVALID_FIELD, item.problem().get());
        }
        if (!item.json().isObject()) {
            return Outcome.rejected(NOT_AN_OBJECT, "the event must be a JSON object");
        }
        var fields = new SegmentFields(item.json());
        fields.requireObject("context");
        fields.requireObject("traits");
        fields.requireObject("properties");
        requireKeyOf(receipt.sourceId(), fields);
        if (item.repaired() || batch.repaired()) {
            fields.flag(EventFlag.TEXT_REPAIRED);
        }
        var type = call.orElseGet(() -> type(fields));
        var userId = fields.id("userId");
        var anonymousId = fields.id("anonymousId");
        var previousId = type == EventType.ALIAS ? fields.id("previousId") : null;
        var messageId = fields.id("messageId");
        var name = name(type, fields);
        var occurredAt =
                Occurrence.of(fields, batch.sentAt(), receipt.receivedAt()).at();
        return fields.broken().orElseGet(() -> payload()
                .then(payload -> Outcome.accepted(new IncomingEvent(
                        type, name, messageId, userId, anonymousId, previousId, occurredAt, payload, fields.flags()))));
    }

    @Override
    public List<IncomingWithdrawal> withdrawals(Receipt receipt) {
        return WithdrawalReader.of(item, call, batch, receipt.receivedAt());
    }

    @Override
    public boolean mayHideWithdrawal() {
        return item.hasRepeatedKey() || !batch.contextsWithRepeatedKeys().isEmpty() || Occurrence.isVague(item.json());
    }

    /** An item of a batch may name its own key; an event of another source must not get in under this one. */
    private void requireKeyOf(String sourceId, SegmentFields fields) {
        var key = fields.value("writeKey");
        var isBlank = key.isTextual() && key.textValue().isBlank();
        var isGiven = !key.isMissingNode() && !key.isNull() && !isBlank;
        if (call.isEmpty() && isGiven && !rules.isKeyOf(sourceId, key.asText().strip())) {
            fields.breaks(WRONG_WRITE_KEY, "writeKey of the event is not a key of the source that the request is for");
        }
    }

    private static EventType type(SegmentFields fields) {
        var sent = fields.text("type");
        var written = sent == null ? "" : sent;
        var type = TYPES_BY_NAME.get(written);
        if (type == null) {
            type = TYPES_BY_NAME.get(VisibleText.trimmed(written).toLowerCase(Locale.ROOT));
        }
        if (type == null) {
            var isMissing = VisibleText.trimmed(written).isEmpty();
            fields.breaks(UNKNOWN_TYPE, (isMissing ? "type is required: " : "type must be ") + TYPES);
            return EventType.UNKNOWN;
        }
        return type;
    }

    private static @Nullable String name(EventType type, SegmentFields fields) {
        return switch (type) {
            case TRACK -> fields.text("event");
            case PAGE, SCREEN -> fields.text("name");
            default -> null;
        };
    }

    private Outcome<ByteBuffer, RejectionReason> payload() {
        if (batch.isEmpty()) {
            return Outcome.accepted(item.repaired() ? BatchContext.written(item.tree()) : item.original());
        }
        var shared = rules.limits()
                .tooLarge(
                        "context and integrations of the batch have",
                        batch.json().remaining());
        if (shared.isPresent()) {
            return Outcome.rejected(EVENT_TOO_LARGE, shared.get());
        }
        var merged = batch.mergedInto(item);
        return rules.limits()
                .tooLarge("with the context of its batch the event has", merged.remaining())
                .<Outcome<ByteBuffer, RejectionReason>>map(problem -> Outcome.rejected(EVENT_TOO_LARGE, problem))
                .orElseGet(() -> Outcome.accepted(merged));
    }
}
