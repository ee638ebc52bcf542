package dev.rapport.enrichment.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Hours of every day by the clock on the wall.
 *
 * @param from  their first moment
 * @param until the first moment after them; earlier than {@code from} where they last past midnight, and never equal
 */
public record DailyHours(LocalTime from, LocalTime until) {
    private static final long DAY = Duration.ofDays(1).toNanos();
    /** More changes of the clock than there are in any two days. */
    private static final int MAX_CHANGES = 8;

    public DailyHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException("must not be the same");
        }
    }

    /** The whole hour of a day that is not this one: what is outside is inside the hour. */
    static DailyHours allBut(int hour) {
        return new DailyHours(LocalTime.of((hour + 1) % 24, 0), LocalTime.of(hour, 0));
    }

    /** Whether the clock shows one of these hours. */
    public boolean contains(LocalTime time) {
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }

    /** The first instant, not before a given one, at which the clock of a zone does not show one of these hours. */
    public Instant endAfter(Instant given, ZoneId zone) {
        var rules = zone.getRules();
        var at = given;
        for (var change = 0; change < MAX_CHANGES; change++) {
            var shown = at.atZone(zone).toLocalTime();
            if (!contains(shown)) {
                return at;
            }
            // As long as the clock is not set, it goes straight on to the end of the hours.
            var end = at.plusNanos(Math.floorMod(until.toNanoOfDay() - shown.toNanoOfDay(), DAY));
            var set = rules.nextTransition(at);
            at = set != null && set.getInstant().isBefore(end) ? set.getInstant() : end;
        }
        return at;
    }
}
