package dev.rapport.ingestion.capture.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The one form that SDKs write, {@code 2026-03-20T12:00:00.000Z}, read without a pattern: three times of every event go
 * through here. Whatever is not exactly so, {@link TimeFormats} reads.
 */
final class UsualTime {
    /** A digit where there is a 0, else the character itself. */
    private static final String SHAPE = "0000-00-00T00:00:00";

    private static final int MAX_FRACTION = 9;

    private UsualTime() {}

    /** Empty for another form, and for a day, hour or second that needs a rule. */
    static Optional<Instant> parse(String text) {
        var end = text.length() - 1;
        var start = SHAPE.length();
        if (end < start || end > start + 1 + MAX_FRACTION || text.charAt(end) != 'Z' || !hasShape(text)) {
            return Optional.empty();
        }
        if (end > start && (text.charAt(start) != '.' || end == start + 1 || !areDigits(text, start + 1, end))) {
            return Optional.empty();
        }
        var year = number(text, 0, 4);
        var month = number(text, 5, 7);
        var day = number(text, 8, 10);
        var hour = number(text, 11, 13);
        var minute = number(text, 14, 16);
        var second = number(text, 17, 19);
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return Optional.empty();
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.of(year, month, day, hour, minute, second, nanos(text, start, end))
                .toInstant(ZoneOffset.UTC));
    }

    private static boolean hasShape(String text) {
        for (var i = 0; i < SHAPE.length(); i++) {
            var wanted = SHAPE.charAt(i);
            var found = text.charAt(i);
            if (wanted == '0' ? !isDigit(found) : wanted != found) {
                return false;
            }
        }
        return true;
    }

    private static int nanos(String text, int start, int end) {
        var nanos = end > start ? number(text, start + 1, end) : 0;
        for (var digits = end - start - 1; digits > 0 && digits < MAX_FRACTION; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static boolean areDigits(String text, int from, int to) {
        for (var i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
