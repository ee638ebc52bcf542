package dev.rapport.ingestion.capture.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in time as senders write them. A text with two readings, such as {@code 01/03/2026}, is not read. A
 * time without zone is UTC.
 */
final class TimeFormats {
    private static final int MAX_LENGTH = 100;

    /** ISO 8601, loosely: one-digit months, slashes, a blank for the T, a.m. and p.m., any fraction, a zone by name. */
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})"
                    + "(?:[Tt ]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?(?: ?([AaPp])\\.?[Mm]\\.?)?"
                    + " ?([Zz]|(?:UTC|GMT)|(?:UTC|GMT)?[+-]\\d{2}(?::?\\d{2})?(?: [A-Z]{3,5})?)? ?\\[?([A-Z][A-Za-z_]+/[A-Za-z_/+-]+)?\\]?)?");
    /** ISO 8601 without separators, to the day, minute, second or millisecond. */
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:[Tt ]?(\\d{2})(\\d{2})(?:(\\d{2})(?:[.,]?(\\d{3}))?)?[Zz]?)?");

    /** Digits of a date and a time in compact form, at least; a date alone may be a counter. */
    private static final int MIN_COMPACT_TIME = 12;

    private static final Pattern NUMBER = Pattern.compile("\\d{9,19}(?:\\.\\d{1,9})?");

    private static final List<DateTimeFormatter> NAMED = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            // Date.toString() of browsers, less the name of the zone in parentheses.
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ENGLISH),
            // toString() of Java's Date and date(1).
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss zzz yyyy", Locale.ENGLISH));

    private TimeFormats() {}

    /** Reads a text, a number since the epoch, or MongoDB's {@code {"$date": …}}; empty when it is not a time. */
    static Optional<Instant> read(JsonNode node) {
        if (node.isTextual()) {
            return parse(node.textValue());
        }
        if (node.isNumber()) {
            return number(node.asText(), node.decimalValue());
        }
        var date = node.path("$date");
        return date.isValueNode() ? read(date) : Optional.empty();
    }

    /** Reads a text; empty when it is not a time. */
    static Optional<Instant> parse(String written) {
        if (written.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var usual = UsualTime.parse(written);
        if (usual.isPresent()) {
            return usual;
        }
        var text = latinDigits(written.strip());
        if (NUMBER.matcher(text).matches()) {
            return number(text, new BigDecimal(text));
        }
        try {
            var dateTime = DATE_TIME.matcher(text);
            if (dateTime.matches()) {
                return Optional.of(dateTime(dateTime));
            }
            var compact = COMPACT.matcher(text);
            if (compact.matches()) {
                return Optional.of(compact(compact));
            }
            return named(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant dateTime(Matcher found) {
        var date = LocalDate.of(number(found.group(1)), number(found.group(3)), number(found.group(4)));
        var hour = hour(number(found.group(5)), found.group(9));
        // 24:00 is the end of a day and second 60 a leap second: both are the moment after.
        var seconds = hour * 3_600L + within(60, number(found.group(6))) * 60L + within(61, number(found.group(7)));
        if (seconds > 86_400) {
            throw new DateTimeException("after the end of the day");
        }
        var local = date.atStartOfDay().plusSeconds(seconds).plusNanos(nanos(found.group(8)));
        return at(local, found.group(10), found.group(11));
    }

    private static Instant at(LocalDateTime local, @Nullable String offset, @Nullable String zone) {
        if (offset != null) {
            var bare = offset.replaceAll("[^0-9:+-]", "");
            return local.toInstant(bare.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(bare));
        }
        return local.atZone(zone == null ? ZoneOffset.UTC : ZoneId.of(zone)).toInstant();
    }

    private static Instant compact(Matcher found) {
        return LocalDateTime.of(
                        number(found.group(1)),
                        number(found.group(2)),
                        number(found.group(3)),
                        number(found.group(4)),
                        number(found.group(5)),
                        number(found.group(6)),
                        nanos(found.group(7)))
                .toInstant(ZoneOffset.UTC);
    }

    /**
     * A number is a compact date and time where it can be one of the years in which events happen: since the epoch it
     * would be one in the summer of 1976, or after the year 2590.
     */
    private static Optional<Instant> number(String digits, BigDecimal number) {
        return compactTime(digits).or(() -> epoch(number));
    }

    private static Optional<Instant> compactTime(String digits) {
        var found = COMPACT.matcher(digits);
        if (digits.length() < MIN_COMPACT_TIME || !found.matches()) {
            return Optional.empty();
        }
        var year = number(found.group(1));
        try {
            return year < 1970 || year > 2099 ? Optional.empty() : Optional.of(compact(found));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> named(String text) {
        var bare = text.replaceFirst("\\s*\\([^)]*\\)$", "");
        for (var format : NAMED) {
            try {
                return Optional.of(ZonedDateTime.parse(bare, format).toInstant());
            } catch (DateTimeException e) {
                // Not this one.
            }
        }
        try {
            return Optional.of(LocalDate.parse(bare, DateTimeFormatter.ISO_WEEK_DATE)
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Seconds, milliseconds, microseconds or nanoseconds since the epoch, distinguished by their size: each is read between
     * 1973 and 5138. Less is a counter or a duration.
     */
    private static Optional<Instant> epoch(BigDecimal number) {
        var digits = (long) number.precision() - number.scale();
        if (number.signum() <= 0 || digits < 9 || digits > 20) {
            return Optional.empty();
        }
        var perSecond = digits <= 11 ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
        var nanos = number.movePointRight(9 - perSecond).toBigInteger();
        var billion = BigDecimal.TEN.pow(9).toBigInteger();
        var parts = nanos.divideAndRemainder(billion);
        return Optional.of(Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact()));
    }

    private static int hour(int hour, @Nullable String half) {
        if (half == null) {
            return within(25, hour);
        }
        var twelve = within(13, hour);
        return twelve % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }

    private static int within(int limit, int number) {
        if (number >= limit) {
            throw new DateTimeException("out of range");
        }
        return number;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    /** Phones write the digits of their language. */
    private static String latinDigits(String text) {
        var result = new StringBuilder(text);
        for (var index = 0; index < result.length(); index++) {
            if (Character.isDigit(result.charAt(index))) {
                result.setCharAt(index, (char) ('0' + Character.digit(result.charAt(index), 10)));
            }
        }
        return result.toString();
    }
}
