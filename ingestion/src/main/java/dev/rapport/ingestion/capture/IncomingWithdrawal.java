package dev.rapport.ingestion.capture;

import dev.rapport.schemas.Withdrawal;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.consent.Purposes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
    private static final List<String> ALL_CONSENT = Stream.concat(
                    Stream.of(Purposes.MARKETING),
                    Arrays.stream(Channel.values()).map(Channel::category))
            .toList();

    public IncomingWithdrawal {
        if (userId == null && anonymousId == null) {
            throw new IllegalArgumentException("a withdrawal needs userId or anonymousId");
        }
    }

    /** The withdrawal of marketing and an objection to every channel, which counts for every purpose. */
    public static IncomingWithdrawal ofAllConsent(
            @Nullable String messageId, @Nullable String userId, @Nullable String anonymousId, Instant occurredAt) {
        return new IncomingWithdrawal(
                messageId,
                userId,
                anonymousId,
                occurredAt,
                Withdrawal.newBuilder().setStated(ALL_CONSENT).build());
    }
}
