package dev.rapport.ingestion.capture;

import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.EventCheck.BrokenRuleException;
import dev.rapport.runtime.value.Ids;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.EventFlag;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of an event's fields; null and empty mean absent. A value of the wrong form breaks a rule, but for what
 * an event can be kept without: that counts as absent, with a flag.
 *
 * @param flags what was found on the way; grows
 */
record EventFields(JsonNode event, Set<EventFlag> flags) {
    static final int MAX_ID = 256;
    static final int MAX_MESSAGE_ID = 100;

    EventFields(JsonNode event) {
        this(event, EnumSet.noneOf(EventFlag.class));
    }

    /** Whether it is an empty array, as PHP writes an object without fields. */
    static boolean isEmptyObject(JsonNode node) {
        return node.isArray() && node.isEmpty();
    }

    /** An object, or what stands for an empty one. */
    void requireObject(String field) throws BrokenRuleException {
        var node = event.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject() && !isEmptyObject(node)) {
            throw new BrokenRuleException(INVALID_FIELD, field + " must be an object");
        }
    }

    /** A text without what surrounds it invisibly; null when nothing of it is visible. */
    @Nullable String text(String field) throws BrokenRuleException {
        var node = event.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw new BrokenRuleException(INVALID_FIELD, field + " must be a string");
        }
        var text = VisibleText.trimmed(node.textValue());
        return text.isEmpty() ? null : text;
    }

    /** An identifier of a person or device. */
    @Nullable String id(String field) throws BrokenRuleException {
        return id(field, MAX_ID);
    }

    /**
     * An identifier: a text without what surrounds it invisibly, or a number as it is written. One that identifies
     * nobody is absent, with a flag.
     */
    @Nullable String id(String field, int maxLength) throws BrokenRuleException {
        var node = event.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual() && !node.isNumber()) {
            throw new BrokenRuleException(INVALID_FIELD, field + " must be a string or a number");
        }
        var text = VisibleText.trimmed(node.asText());
        if (text.length() > maxLength) {
            throw new BrokenRuleException(
                    INVALID_FIELD,
                    field + " has " + text.length() + " characters, at most " + maxLength + " are allowed");
        }
        if (node.asText().isEmpty()) {
            return null;
        }
        if (Ids.isPlaceholder(text)) {
            flags.add(EventFlag.ID_IGNORED);
            return null;
        }
        return text;
    }

    /** A point in time; one that cannot be read is absent, with a flag. */
    @Nullable Instant time(String field) {
        return time(event.get(field));
    }

    /** As {@link #time(String)}, of a field beside the event. */
    @Nullable Instant time(@Nullable JsonNode node) {
        if (node == null
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank())) {
            return null;
        }
        var time = TimeFormats.read(node);
        if (time.isEmpty()) {
            flags.add(EventFlag.TIME_UNREADABLE);
        }
        return time.orElse(null);
    }

    /** An identifier for a rejection: whatever can be used, nothing otherwise. */
    static @Nullable String readableId(JsonNode event, String field, int maxLength) {
        try {
            return new EventFields(event).id(field, maxLength);
        } catch (BrokenRuleException e) {
            return null;
        }
    }
}
