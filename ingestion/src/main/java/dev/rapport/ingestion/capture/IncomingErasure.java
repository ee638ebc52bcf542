package dev.rapport.ingestion.capture;

import org.jspecify.annotations.Nullable;

/**
 * That a customer is to be forgotten, as a producer says it: all that counts of its event. {@link Capture} writes the
 * request to {@code rapport.erasures.v1} and withdraws all consent of the customer at once, so that no text reaches them
 * while the request is pending. An identifier that was never seen is fine: there is nothing to forget then.
 *
 * @param messageId   of the event; sent again under it, it is the same request. Null where capture must assign one
 * @param userId      who is to be forgotten: this,
 * @param anonymousId or this; one of the two is there
 */
public record IncomingErasure(
        @Nullable String messageId,
        @Nullable String userId,
        @Nullable String anonymousId) {
    public IncomingErasure {
        if (userId == null && anonymousId == null) {
            throw new IllegalArgumentException("an erasure needs userId or anonymousId");
        }
    }

    /** The identifier that the customer's id is made of. */
    String identifier() {
        return userId != null ? userId : String.valueOf(anonymousId);
    }

    /** As of the receipt: no consent before it is left. */
    IncomingWithdrawal withdrawal(Receipt receipt) {
        return IncomingWithdrawal.ofAllConsent(messageId, userId, anonymousId, receipt.receivedAt());
    }
}
