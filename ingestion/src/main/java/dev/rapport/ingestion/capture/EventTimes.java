package dev.rapport.ingestion.capture;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When an event happened, from what its sender says and when it arrived. */
final class EventTimes {
    /** ISO 8601 as senders write it: one-digit months, a blank for the T, no zone (then UTC), a date alone. */
    private static final Pattern FORM = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:[Tt ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
            + " ?([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?");

    /** A request is under way for less than this; what differs by more is a wrong clock. */
    private static final Duration TRANSPORT = Duration.ofMinutes(1);

    private EventTimes() {}

    /** Reads a point in time; empty when the text is not one. */
    static Optional<Instant> parse(String text) {
        var matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            var local = LocalDateTime.of(
                    number(matcher.group(1)),
                    number(matcher.group(2)),
                    number(matcher.group(3)),
                    number(matcher.group(4)),
                    number(matcher.group(5)),
                    number(matcher.group(6)),
                    nanos(matcher.group(7)));
            return Optional.of(local.toInstant(offset(matcher.group(8))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Time of the event, corrected for the sender's clock as Segment does it: {@code receivedAt - (sentAt -
     * originalTimestamp)}. A plain {@code timestamp} beside a {@code sentAt} that agrees with our clock is taken as it
     * is, so that event times given on purpose stay exact.
     */
    static Instant occurredAt(
            Instant receivedAt,
            @Nullable Instant sentAt,
            @Nullable Instant originalTimestamp,
            @Nullable Instant timestamp) {
        if (sentAt != null && originalTimestamp != null) {
            return receivedAt.minus(Duration.between(originalTimestamp, sentAt));
        }
        var said = timestamp != null ? timestamp : originalTimestamp;
        if (said == null) {
            return receivedAt;
        }
        if (sentAt != null && Duration.between(sentAt, receivedAt).abs().compareTo(TRANSPORT) > 0) {
            return receivedAt.minus(Duration.between(said, sentAt));
        }
        return said;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static ZoneOffset offset(@Nullable String text) {
        return text == null || text.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }
}
