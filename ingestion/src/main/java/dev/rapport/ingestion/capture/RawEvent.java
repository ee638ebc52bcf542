package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event in the shape of its producer: what an adapter hands to {@link Capture}. What is read of it keeps its bytes in
 * place, so that a large request is never in memory twice.
 */
public interface RawEvent {
    /** The bytes as sent, which a rejection keeps. */
    ByteBuffer bytes();

    /** What its batch says once for all events, as one JSON object, for a rejection; null where it says nothing. */
    default @Nullable ByteBuffer envelope() {
        return null;
    }

    /** Its message id, for a rejection; null when it has none that can be used. */
    @Nullable String messageId();

    /** The event in the neutral form, or the rule of the producer's format that it breaks. */
    Outcome<IncomingEvent, RejectionReason> read(Receipt receipt);

    /** The withdrawals of consent in it, as far as its bytes can be read at all; they count even if it is rejected. */
    List<IncomingWithdrawal> withdrawals(Receipt receipt);

    /**
     * Whether it may be accepted and still lose a withdrawal on the way: one under a repeated key, of which readers take
     * the last, or one whose time is too vague to come after a consent.
     */
    boolean mayHideWithdrawal();

    /** The request to forget a customer, where the event is one: then nothing else is read of it. */
    default Optional<IncomingErasure> erasure(Receipt receipt) {
        return Optional.empty();
    }
}
