package dev.rapport.runtime.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** A column with a time. */
public final class TimeColumn {
    private static final int CURRENT_ERA = 1;
    /** A date, and a time after a T or a blank, and an offset, as far as they are there. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[['T'][' ']HH:mm[:ss]]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String column;
    private final String format;
    private final ZoneId zone;
    private final DateTimeFormatter formatter;

    /**
     * A column and how its times are written.
     *
     * @param format pattern of {@link DateTimeFormatter}, or {@code iso}, {@code epoch-seconds}, {@code epoch-millis}
     * @param zone   of times that do not say theirs
     * @throws IllegalArgumentException when the format is not one
     */
    public TimeColumn(String column, String format, ZoneId zone) {
        this.column = column;
        this.format = format;
        this.zone = zone;
        this.formatter = format.equals("iso") || format.startsWith("epoch-") ? ISO : formatter(format);
    }

    public String column() {
        return column;
    }

    /** The point in time a row names; of a date without a time its start. */
    Instant time(Row row) throws RowProblemException {
        return time(row, false);
    }

    /** The latest point in time that a row may mean: of a date without a time its end. */
    Instant latest(Row row) throws RowProblemException {
        return time(row, true);
    }

    private Instant time(Row row, boolean latest) throws RowProblemException {
        var text = row.text(column).trim();
        try {
            return switch (format) {
                case "epoch-seconds" -> Instant.ofEpochSecond(Long.parseLong(text));
                case "epoch-millis" -> Instant.ofEpochMilli(Long.parseLong(text));
                default ->
                    instant(
                            formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from),
                            latest);
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw new RowProblemException(column + " '" + text + "' is not a time of the form " + format);
        }
    }

    private Instant instant(TemporalAccessor parsed, boolean latest) {
        if (parsed instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        if (parsed instanceof LocalDateTime local) {
            return local.atZone(zone).toInstant();
        }
        var day = (LocalDate) parsed;
        return latest
                ? day.plusDays(1).atStartOfDay(zone).toInstant().minus(Duration.ofMillis(1))
                : day.atStartOfDay(zone).toInstant();
    }

    /** Strict, so that the 30th of February is an error and not the 28th. */
    private static DateTimeFormatter formatter(String format) {
        return new DateTimeFormatterBuilder()
                .appendPattern(format)
                .parseDefaulting(ChronoField.ERA, CURRENT_ERA)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
