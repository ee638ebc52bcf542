package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.consent.Purposes;

/**
 * Whom a campaign may write to, and where.
 *
 * @param channel where replies are delivered
 * @param consent purpose that the customer must have granted, or {@link Purposes#NONE}
 */
public record Audience(String channel, String consent) {
    /** Whether it is only for customers who agreed. */
    public boolean needsConsent() {
        return Purposes.needsConsent(consent);
    }
}
