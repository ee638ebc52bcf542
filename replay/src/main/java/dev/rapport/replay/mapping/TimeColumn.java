package dev.rapport.replay.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * When a row happened.
 *
 * @param format pattern of {@link DateTimeFormatter}, or {@code iso}, {@code epoch-seconds}, {@code epoch-millis}
 * @param zone   of times that do not say theirs
 */
public record TimeColumn(String column, String format, ZoneId zone) {
    private static final int CURRENT_ERA = 1;

    /**
     * Checks the pattern.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public TimeColumn {
        if (!format.startsWith("epoch-")) {
            formatter(format);
        }
    }

    /** The point in time a row names. */
    Instant time(Row row) throws RowProblemException {
        var text = row.value(column).trim();
        try {
            return switch (format) {
                case "epoch-seconds" -> Instant.ofEpochSecond(Long.parseLong(text));
                case "epoch-millis" -> Instant.ofEpochMilli(Long.parseLong(text));
                default -> parse(text);
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw new RowProblemException(column + " '" + text + "' is not a time of the form " + format);
        }
    }

    private Instant parse(String text) {
        var parsed = formatter(format).parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        var local = parsed instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) parsed;
        return local.atZone(zone).toInstant();
    }

    /** Strict, so that the 30th of February is an error and not the 28th. */
    private static DateTimeFormatter formatter(String format) {
        if (format.equals("iso")) {
            return new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    .optionalStart()
                    .appendOffsetId()
                    .optionalEnd()
                    .toFormatter(Locale.ENGLISH);
        }
        return new DateTimeFormatterBuilder()
                .appendPattern(format)
                .parseDefaulting(ChronoField.ERA, CURRENT_ERA)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
