package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time as its sender wrote it.
 *
 * @param at       the point in time; null where there is none or it cannot be read
 * @param slack    how much later it may have been: a date means any moment of it, a time without a zone any zone
 * @param readable whether it is a time or absent
 */
public record WrittenTime(@Nullable Instant at, Duration slack, boolean readable) {
    public static final WrittenTime ABSENT = new WrittenTime(null, Duration.ZERO, true);

    /** The slack alone, which costs far less than reading the time. */
    public static Duration slack(JsonNode node) {
        return TimeSlack.of(node);
    }

    /** Reads a value; null, null in JSON and a blank text are absent. */
    public static WrittenTime of(@Nullable JsonNode node) {
        if (node == null
                || node.isNull()
                || node.isMissingNode()
                || (node.isTextual() && node.textValue().isBlank())) {
            return ABSENT;
        }
        var at = TimeFormats.read(node).orElse(null);
        return new WrittenTime(at, TimeSlack.of(node), at != null);
    }
}
