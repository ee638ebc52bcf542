package dev.rapport.ingestion.capture;

import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.EventCheck.BrokenRuleException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Typed reading of an event's fields; a value of the wrong form breaks a rule, null and empty mean absent. */
record EventFields(JsonNode event) {
    static final int MAX_ID = 256;
    static final int MAX_MESSAGE_ID = 100;

    void requireObject(String field) throws BrokenRuleException {
        var node = event.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new BrokenRuleException(INVALID_FIELD, field + " has to be an object");
        }
    }

    /** A text that is not blank. */
    @Nullable String text(String field) throws BrokenRuleException {
        var node = event.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw new BrokenRuleException(INVALID_FIELD, field + " has to be a text");
        }
        return unicode(field, node.textValue());
    }

    /** An identifier of a person or device. */
    @Nullable String id(String field) throws BrokenRuleException {
        return id(field, MAX_ID);
    }

    /** An identifier: a text, or a number as it is written. */
    @Nullable String id(String field, int maxLength) throws BrokenRuleException {
        var node = event.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual() && !node.isNumber()) {
            throw new BrokenRuleException(INVALID_FIELD, field + " has to be a text or a number");
        }
        var text = node.asText();
        if (text.length() > maxLength) {
            throw new BrokenRuleException(
                    INVALID_FIELD,
                    field + " has " + text.length() + " characters, at most " + maxLength + " are allowed");
        }
        return unicode(field, text);
    }

    /** A point in time. */
    @Nullable Instant time(String field) throws BrokenRuleException {
        return time(field, event.get(field));
    }

    static @Nullable Instant time(String field, @Nullable JsonNode node) throws BrokenRuleException {
        if (node == null
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank())) {
            return null;
        }
        var time = node.isTextual() ? EventTimes.parse(node.textValue()) : Optional.<Instant>empty();
        return time.orElseThrow(() -> new BrokenRuleException(
                INVALID_FIELD, field + " has to be a time in ISO 8601, for example 2026-01-31T12:00:00.000Z"));
    }

    /** An identifier for a rejection: whatever can be used, nothing otherwise. */
    static @Nullable String readableId(JsonNode event, String field, int maxLength) {
        try {
            return new EventFields(event).id(field, maxLength);
        } catch (BrokenRuleException e) {
            return null;
        }
    }

    /** Half a surrogate pair cannot be stored: two different ids would become the same. */
    private static @Nullable String unicode(String field, String text) throws BrokenRuleException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new BrokenRuleException(INVALID_FIELD, field + " has to be valid Unicode");
        }
        return text.isBlank() ? null : text;
    }
}
