package dev.rapport.runtime.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
public final class RetryAfter {
    private RetryAfter() {}

    /**
     * How long the server asks the client to wait; empty when the text is neither form. A date that has passed is zero.
     *
     * @param now what a date is compared with
     */
    public static Optional<Duration> parse(String header, Instant now) {
        var text = header.trim();
        try {
            var seconds = Long.parseLong(text);
            return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        } catch (NumberFormatException notSeconds) {
            return date(text, now);
        }
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeParseException neitherForm) {
            return Optional.empty();
        }
    }
}
