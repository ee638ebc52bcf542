package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.customer.profile.Zones.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a message may be delivered.
 *
 * @param earliest  what caps count: the trigger's event time, or the end of what holds it
 * @param notBefore null for at once
 * @param expiresAt null for never
 * @param zone      where the customer's clock is; UTC where no rule asks for it
 */
record SendTime(
        Instant earliest,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        Zone zone) {}
