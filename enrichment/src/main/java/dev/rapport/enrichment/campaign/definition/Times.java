package dev.rapport.enrichment.campaign.definition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Function;

/** Times as authors write them. */
final class Times {
    private static final String RULE =
            "must be a date such as 2026-12-24, a local time such as 2026-12-24T09:00, or one with an offset";

    /** In place of a time that cannot be read. */
    static final Instant STAND_IN = Instant.EPOCH;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Times() {}

    /** A time of day, {@code 21:00}. */
    static LocalTime ofDay(String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time such as 21:00, not '" + text + "'", e);
        }
    }

    /** A time zone of the IANA database, {@code Europe/Berlin}. */
    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as Europe/Berlin, not '" + text + "'", e);
        }
    }

    /** The instant of a date or a time; of a date its beginning. */
    static Function<String, Instant> from(ZoneId zone) {
        return text -> instant(text.strip(), zone, 0);
    }

    /** The instant of a date or a time; of a date its end. */
    static Function<String, Instant> until(ZoneId zone) {
        return text -> instant(text.strip(), zone, 1);
    }

    /** Of years that campaigns run in, so that all arithmetic with them is within its bounds. */
    static void requireYear(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("the year must be from " + FIRST_YEAR + " to " + LAST_YEAR);
        }
    }

    private static Instant instant(String text, ZoneId zone, int days) {
        try {
            if (!text.contains("T")) {
                var date = LocalDate.parse(text);
                requireYear(date.getYear());
                return date.plusDays(days).atStartOfDay(zone).toInstant();
            }
            var time = text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toZonedDateTime()
                    : LocalDateTime.parse(text).atZone(zone);
            requireYear(time.getYear());
            return time.toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RULE + ", not '" + text + "'", e);
        }
    }
}
