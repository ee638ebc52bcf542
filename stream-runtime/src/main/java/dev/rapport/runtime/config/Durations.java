package dev.rapport.runtime.config;

import java.time.Duration;
import java.util.regex.Pattern;

/** Lengths of time as people write them. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 7d}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Duration parse(String text) {
        var matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a duration such as 250ms, 30s, 5m, 2h or 7d");
        }
        var number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The shortest form that {@link #parse} reads back. */
    public static String format(Duration duration) {
        var millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        if (millis % 86_400_000L == 0 && millis > 0) {
            return duration.toDays() + "d";
        }
        if (millis % 3_600_000L == 0 && millis > 0) {
            return duration.toHours() + "h";
        }
        return millis % 60_000L == 0 && millis > 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
