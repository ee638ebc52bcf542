package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Delivery;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.campaign.SendAt;
import dev.rapport.enrichment.customer.profile.Zones;
import dev.rapport.enrichment.customer.profile.Zones.Zone;
import dev.rapport.enrichment.customer.session.UsualHour;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the message may be delivered: outside the customer's quiet hours, in their usual hour where that leaves it time enough,
 * and not after it has expired.
 */
final class SendTimeGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.SEND_TIME;
    }

    @Override
    public Verdict check(Case it) {
        var delivery = it.campaign().pacing().delivery();
        var time = of(it);
        var found = it.deliveredAt(time);
        var limit = text(delivery, usualHour(it, time.zone()), time.expiresAt());
        if (limit.isEmpty()) {
            return found.passes();
        }
        var at = time.notBefore() == null ? now(it.event()) : time.notBefore();
        var value = (time.notBefore() == null ? "at once" : "at " + at) + ", " + time.zone();
        return time.expiresAt() != null && !at.isBefore(time.expiresAt())
                ? found.stops(DecisionReason.EXPIRED, value, limit)
                : found.passes(value, limit);
    }

    /** When a message of the campaign would be delivered. */
    static SendTime of(Case it) {
        var pacing = it.campaign().pacing();
        var zone = Zones.of(it.person().state(), pacing.delivery().defaultZone());
        var expiresAt = expiresAt(it, pacing);
        var now = now(it.event());
        var at = at(pacing.delivery(), now, zone, usualHour(it, zone), expiresAt);
        var notBefore = at.equals(now) ? null : at;
        return new SendTime(notBefore == null ? it.at() : at, notBefore, expiresAt, zone);
    }

    private static OptionalInt usualHour(Case it, Zone zone) {
        return it.campaign().pacing().delivery().sendAt() == SendAt.USUAL_HOUR
                ? UsualHour.of(it.person().state(), zone.id())
                : OptionalInt.empty();
    }

    /** The latest time that the event tells. */
    private static Instant now(ReadEvent event) {
        return Instant.ofEpochMilli(Math.max(event.getReceivedAt(), event.getRedrivenAt()));
    }

    private static Instant at(
            Delivery delivery, Instant now, Zone zone, OptionalInt usualHour, @Nullable Instant expiresAt) {
        var usual = delivery.inUsualHour(now, zone.id(), usualHour);
        return expiresAt != null && !usual.isBefore(expiresAt) ? delivery.outsideQuietHours(now, zone.id()) : usual;
    }

    /** A campaign that ends takes its messages with it. */
    private static @Nullable Instant expiresAt(Case it, Pacing pacing) {
        return Stream.of(
                        pacing.delivery().expiresAfter().map(it.at()::plus),
                        pacing.window().until())
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static String text(Delivery delivery, OptionalInt usualHour, @Nullable Instant expiresAt) {
        var rules = new ArrayList<String>();
        delivery.quietHours().ifPresent(quiet -> rules.add("quiet from " + quiet.from() + " until " + quiet.until()));
        if (delivery.sendAt() == SendAt.USUAL_HOUR) {
            rules.add("usual hour " + (usualHour.isPresent() ? usualHour.getAsInt() : "unknown"));
        }
        if (expiresAt != null) {
            rules.add("before " + expiresAt);
        }
        return String.join(", ", rules);
    }
}
