package dev.rapport.runtime.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a product's description comes from.
 *
 * @param source     who says it
 * @param receivedAt when it was received: its age counts from then where it does not say otherwise; null for what does not
 *     age. Kept in milliseconds
 */
public record ProductOrigin(String source, @Nullable Instant receivedAt) {
    public ProductOrigin {
        receivedAt = receivedAt == null ? null : receivedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
