package dev.rapport.ingestion.capture;

import dev.rapport.schemas.Withdrawal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A withdrawal of consent that counts whatever becomes of the event that says it.
 *
 * @param messageId  of that event; null where capture must assign one
 * @param userId     who withdraws: this,
 * @param anonymousId or this; one of the two is there
 * @param occurredAt the latest time that the event may mean; never after its receipt
 * @param withdrawal what is withdrawn
 */
public record IncomingWithdrawal(
        @Nullable String messageId,
        @Nullable String userId,
        @Nullable String anonymousId,
        Instant occurredAt,
        Withdrawal withdrawal) {
    public IncomingWithdrawal {
        if (userId == null && anonymousId == null) {
            throw new IllegalArgumentException("a withdrawal needs userId or anonymousId");
        }
    }
}
