package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How much later a time may have been than {@link TimeFormats} reads it. A time without a zone is read as UTC and may be
 * of a zone up to 12 hours behind; a date is read as its first moment, and means any moment of it.
 */
final class TimeSlack {
    private static final Duration ZONE = Duration.ofHours(12);
    private static final Duration DAY_AND_ZONE = ZONE.plusDays(1);

    private static final Pattern DATE = Pattern.compile("(?U)\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}|\\d{8}|\\d{4}-W\\d{2}-\\d");
    private static final Pattern LOCAL =
            Pattern.compile("(?U)\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}[Tt ]\\s*[\\d:.,]+(?: ?[AaPp]\\.?[Mm]\\.?)?"
                    + "|\\d{8}[Tt ]\\d{4,6}(?:[.,]?\\d{3})?|(?:19[7-9]|20\\d)\\d(?:\\d{8}|\\d{10}|\\d{13})");

    private static final int MAX_LENGTH = 100;

    private TimeSlack() {}

    /** Zero for what says its zone, and for what is no time. */
    static Duration of(JsonNode time) {
        if (time.isObject()) {
            var date = time.path("$date");
            return date.isValueNode() ? of(date) : Duration.ZERO;
        }
        var text = time.isTextual() || time.isNumber() ? time.asText().strip() : "";
        // Nearly all times end so: they cost nothing.
        if (text.isEmpty() || text.endsWith("Z") || text.length() > MAX_LENGTH) {
            return Duration.ZERO;
        }
        if (LOCAL.matcher(text).matches()) {
            return ZONE;
        }
        return time.isTextual() && DATE.matcher(text).matches() ? DAY_AND_ZONE : Duration.ZERO;
    }
}
