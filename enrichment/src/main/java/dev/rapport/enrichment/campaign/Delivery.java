package dev.rapport.enrichment.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a campaign's messages may be delivered.
 *
 * @param quietHours   of the customer's day, in which nothing is
 * @param sendAt       at which time of the day
 * @param expiresAfter how long after its trigger a message is still useful, if that ends
 * @param defaultZone  where customers live whose time zone is unknown
 */
public record Delivery(
        Optional<DailyHours> quietHours, SendAt sendAt, Optional<Duration> expiresAfter, Optional<ZoneId> defaultZone) {
    /** At once, and for ever. */
    public static final Delivery AT_ONCE =
            new Delivery(Optional.empty(), SendAt.AT_ONCE, Optional.empty(), Optional.empty());

    /** Longest search for an hour that is usual and not quiet. */
    private static final int MAX_DAYS = 4;

    /** The first instant from now on that is outside the quiet hours. */
    public Instant outsideQuietHours(Instant now, ZoneId zone) {
        return quietHours.map(quiet -> quiet.endAfter(now, zone)).orElse(now);
    }

    /**
     * The first instant from now on that is in the customer's usual hour and outside the quiet hours; where there is none,
     * quiet hours alone count.
     *
     * @param usualHour 0 to 23, empty while it is not known
     */
    public Instant inUsualHour(Instant now, ZoneId zone, OptionalInt usualHour) {
        if (sendAt == SendAt.AT_ONCE || usualHour.isEmpty()) {
            return outsideQuietHours(now, zone);
        }
        var unusual = DailyHours.allBut(usualHour.getAsInt());
        var at = now;
        for (var day = 0; day < MAX_DAYS; day++) {
            var usual = unusual.endAfter(at, zone);
            at = outsideQuietHours(usual, zone);
            if (at.equals(usual)) {
                return at;
            }
        }
        return outsideQuietHours(now, zone);
    }
}
