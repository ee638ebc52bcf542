package dev.rapport.runtime.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time: ISO 8601 with an offset, with or without seconds, or a number since the epoch. */
final class TimeReader {
    private static final String RULE = "must be a time with an offset, such as 2026-02-24T11:07:31+01:00";
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
            "uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][XXXXX][XXX][XX][X]", Locale.ROOT);
    /** From here on a number counts milliseconds, microseconds, nanoseconds: as seconds it would lie far in the future. */
    private static final BigDecimal MILLIS = BigDecimal.TEN.pow(11);

    private static final BigDecimal MICROS = BigDecimal.TEN.pow(14);
    private static final BigDecimal NANOS = BigDecimal.TEN.pow(17);

    private TimeReader() {}

    static Instant read(String field, Object value) throws InvalidProductException {
        try {
            var time = value instanceof String text
                    ? OffsetDateTime.parse(text, ISO).toInstant()
                    : sinceEpoch(field, value);
            if (!time.isBefore(Instant.EPOCH)) {
                return time.truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Refused below: what the library says of it does not help its author.
        }
        throw new InvalidProductException(field, RULE);
    }

    private static Instant sinceEpoch(String field, Object value) throws InvalidProductException {
        var number = ProductFields.number(value).orElseThrow(() -> new InvalidProductException(field, RULE));
        if (number.compareTo(MILLIS) < 0) {
            return Instant.ofEpochSecond(number.longValue());
        }
        if (number.compareTo(MICROS) < 0) {
            return Instant.ofEpochMilli(number.longValue());
        }
        var millis = number.movePointLeft(number.compareTo(NANOS) < 0 ? 3 : 6);
        return Instant.ofEpochMilli(millis.toBigInteger().longValueExact());
    }
}
