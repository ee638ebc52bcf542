package dev.rapport.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.replay.ReplayItem.Kind;
import dev.rapport.runtime.json.Json;
import dev.rapport.schemas.id.DerivedId;
import java.util.List;
import java.util.Optional;

/** Segment events. Their time is kept, and one without a message id always gets the same. */
final class JsonLines {
    private static final JsonMapper JSON = Json.exactNumbers();

    /** Where the time of an archived event is, best first. */
    private static final List<String> TIMES = List.of("timestamp", "originalTimestamp", "sentAt", "receivedAt");

    private JsonLines() {}

    /** @param number that no other event of the file has */
    static ReplayItem item(String place, long number, String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json instanceof ObjectNode event) {
                prepare(event, number, line);
                return new ReplayItem(Kind.EVENT, place, line, JSON.writeValueAsString(event), Optional.empty());
            }
            return new ReplayItem(Kind.EVENT, place, line, line.trim(), Optional.of(place + ": not a JSON object"));
        } catch (JsonProcessingException | NumberFormatException e) {
            // An exponent beyond all bounds is JSON, but no number.
            return new ReplayItem(Kind.UNREADABLE, place, line, line, Optional.of(place + ": not valid JSON"));
        }
    }

    /** An archived {@code sentAt} would be taken for a wrong clock and move the event to today. */
    private static void prepare(ObjectNode event, long number, String line) {
        for (var field : TIMES) {
            if (event.path(field).isTextual()) {
                event.set("timestamp", event.get(field));
                break;
            }
        }
        event.remove(List.of("originalTimestamp", "sentAt", "receivedAt", "writeKey"));
        if (event.path("messageId").asText("").isBlank()) {
            event.put("messageId", DerivedId.of("replay", "lines", Long.toString(number), line));
        }
    }
}
