package dev.rapport.enrichment.customer.session;

import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.PastSession;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;

/**
 * The hour of the day in which a customer usually comes: that in which most of their last sessions before the current one
 * began, among equals the latest.
 */
public final class UsualHour {
    private UsualHour() {}

    /**
     * @param customer all fragments together
     * @param zone     by whose clock
     * @return 0 to 23, empty before the second session
     */
    public static OptionalInt of(CustomerState customer, ZoneId zone) {
        var session = customer.getSession();
        if (session == null || session.getEarlier().isEmpty()) {
            return OptionalInt.empty();
        }
        var began = new int[24];
        var usual = 0;
        for (var past : session.getEarlier()) {
            var hour = hour(past, zone);
            began[hour]++;
            if (began[hour] >= began[usual]) {
                usual = hour;
            }
        }
        return OptionalInt.of(usual);
    }

    private static int hour(PastSession session, ZoneId zone) {
        return Instant.ofEpochMilli(session.getStartedAt()).atZone(zone).getHour();
    }
}
