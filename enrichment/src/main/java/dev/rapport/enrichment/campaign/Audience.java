package dev.rapport.enrichment.campaign;

import dev.rapport.enrichment.condition.Condition;
import dev.rapport.schemas.consent.Purposes;
import java.util.Optional;

/**
 * Whom a campaign may write to, and where.
 *
 * @param channel where replies are delivered
 * @param consent purpose that the customer must have granted, or {@link Purposes#NONE}
 * @param condition that must hold of the customer, if there is one
 */
public record Audience(String channel, String consent, Optional<Condition> condition) {
    /** All who agree. */
    public Audience(String channel, String consent) {
        this(channel, consent, Optional.empty());
    }

    /** Whether it is only for customers who agreed. */
    public boolean needsConsent() {
        return Purposes.needsConsent(consent);
    }
}
