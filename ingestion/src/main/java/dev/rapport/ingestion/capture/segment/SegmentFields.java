package dev.rapport.ingestion.capture.segment;

import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.json.JsonHeadReader;
import dev.rapport.ingestion.capture.json.JsonItem;
import dev.rapport.ingestion.capture.json.WrittenTime;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of an event's fields; null means absent. A value of the wrong type breaks a rule: the field counts as
 * absent, the first broken rule is kept, and reading goes on. A time that cannot be read is only flagged.
 */
final class SegmentFields {
    private static final Set<String> VALUES = Set.of(
            "type",
            "messageId",
            "userId",
            "user_id",
            "anonymousId",
            "anonymous_id",
            "previousId",
            "event",
            "name",
            "timestamp",
            "originalTimestamp",
            "sentAt",
            "writeKey");
    /** As providers of mail and some examples of Segment's own documentation write ids. */
    private static final Map<String, String> OTHER_SPELLINGS =
            Map.of("userId", "user_id", "anonymousId", "anonymous_id");

    private static final Set<String> OBJECTS = Set.of("context", "integrations", "traits", "properties");

    private final JsonNode event;
    private final Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
    private Outcome.@Nullable Rejected<IncomingEvent, RejectionReason> broken;

    SegmentFields(JsonNode event) {
        this.event = event;
    }

    /** Reads what is needed here of the events of one body. */
    static JsonHeadReader reader() {
        return new JsonHeadReader(VALUES, OBJECTS);
    }

    /** What was found on the way. */
    Set<EventFlag> flags() {
        return flags;
    }

    void flag(EventFlag flag) {
        flags.add(flag);
    }

    /** The first broken rule. */
    Optional<Outcome<IncomingEvent, RejectionReason>> broken() {
        return Optional.ofNullable(broken);
    }

    void breaks(RejectionReason reason, String detail) {
        if (broken == null) {
            broken = new Outcome.Rejected<>(reason, detail);
        }
    }

    /** The value of a field; missing where there is none. */
    JsonNode value(String field) {
        return event.path(field);
    }

    /** An object, or what stands for an empty one. */
    void requireObject(String field) {
        var node = value(field);
        if (!isAbsent(node) && !node.isObject() && !JsonItem.isEmptyArray(node)) {
            breaks(INVALID_FIELD, field + " must be an object");
        }
    }

    @Nullable String text(String field) {
        var node = value(field);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isTextual()) {
            breaks(INVALID_FIELD, field + " must be a string");
            return null;
        }
        return node.textValue();
    }

    /** An identifier: a text, or a number as it is written; in snake case where it is not there in camel case. */
    @Nullable String id(String field) {
        var named = value(field);
        var node = isAbsent(named) && OTHER_SPELLINGS.containsKey(field) ? value(OTHER_SPELLINGS.get(field)) : named;
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isTextual() && !node.isNumber()) {
            breaks(INVALID_FIELD, field + " must be a string or a number");
            return null;
        }
        return node.asText();
    }

    WrittenTime time(String field) {
        return flagged(WrittenTime.of(event.get(field)));
    }

    /** The time of the batch where the event does not say one. */
    WrittenTime timeOr(String field, WrittenTime ofBatch) {
        var own = time(field);
        return own.at() != null ? own : flagged(ofBatch);
    }

    /** An id for a rejection or a withdrawal: what can be used, null otherwise. */
    static @Nullable String usableId(JsonNode event, String field, int maxLength) {
        return IncomingEvent.usableId(new SegmentFields(event).id(field), maxLength);
    }

    private WrittenTime flagged(WrittenTime time) {
        if (!time.readable()) {
            flags.add(EventFlag.TIME_UNREADABLE);
        }
        return time;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
