package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Recurrence;
import dev.rapport.runtime.yaml.YamlFields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a schedule: {@code {every: 1d, at: "09:00", zone: Europe/Berlin}}, {@code every: 1w} with a weekday and {@code month}
 * with a day in {@code on}, or once {@code {at: 2026-12-24T09:00, zone: Europe/Berlin}}.
 */
final class ScheduleReader {
    private static final Set<DayOfWeek> DAYS = EnumSet.allOf(DayOfWeek.class);
    private static final String EVERY = "must be 1d, 1w or month, not '";

    private ScheduleReader() {}

    static Recurrence read(YamlFields in) {
        var every = in.optionalText("every");
        var zone = in.parsed("zone", null, Times::zone, ZoneId.of("UTC"));
        var recurrence = every.isPresent() ? repeating(in, every.get(), zone) : once(in, zone);
        in.finish();
        return recurrence;
    }

    private static Recurrence once(YamlFields in, ZoneId zone) {
        var at = in.parsed("at", null, time(ScheduleReader::day, "2026-12-24T09:00"), LocalDateTime.MAX);
        return new Recurrence.Once(at, zone);
    }

    private static Recurrence repeating(YamlFields in, String every, ZoneId zone) {
        var at = in.parsed("at", null, time(LocalTime::parse, "09:00"), LocalTime.MIDNIGHT);
        return switch (every) {
            case "1d" -> new Recurrence.Daily(at, zone);
            case "1w" ->
                new Recurrence.Weekly(
                        in.parsed("on", DayOfWeek.MONDAY, Values.oneOf(DAYS), DayOfWeek.MONDAY), at, zone);
            case "month" -> new Recurrence.Monthly(in.parsed("on", 1, Values.whole(1, 31), 1), at, zone);
            default -> {
                in.problemOf("every", EVERY + every + "'");
                yield new Recurrence.Daily(at, zone);
            }
        };
    }

    private static LocalDateTime day(String text) {
        var at = LocalDateTime.parse(text);
        Times.requireYear(at.getYear());
        return at;
    }

    private static <T> Function<String, T> time(Function<String, T> parse, String example) {
        return text -> {
            try {
                return parse.apply(text.toUpperCase(Locale.ROOT));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be a time such as " + example + ", not '" + text + "'", e);
            }
        };
    }
}
