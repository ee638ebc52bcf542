package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a deployment configures between the rules of every event and its record: its tracking plan, then its privacy
 * rules. Withdrawals of consent are read from the original before either counts.
 *
 * @param plan    may reject or flag an event
 * @param privacy rewrites what is stored of an event, and of one that is rejected: the rules in force now, which may be
 *     others at the next call
 */
public record Gate(Plan plan, Supplier<Privacy> privacy) {
    /** Nothing is configured: every event passes as it is, at no cost. */
    public static final Gate OPEN = new Gate(Outcome::accepted, () -> Privacy.NONE);

    /** A gate of what is configured. */
    public static Gate of(Optional<Plan> plan, Optional<Supplier<Privacy>> privacy) {
        return plan.isEmpty() && privacy.isEmpty()
                ? OPEN
                : new Gate(plan.orElse(OPEN.plan), privacy.orElse(OPEN.privacy));
    }

    /** With the same plan, for bytes that have passed its privacy rules already. */
    public Gate withoutPrivacy() {
        return new Gate(plan, OPEN.privacy);
    }

    /** Whether an event has what the team has agreed on. Thread-safe. */
    @FunctionalInterface
    public interface Plan {
        Outcome<IncomingEvent, RejectionReason> check(IncomingEvent event);
    }

    /**
     * What is stored of an original.
     *
     * @param isWhole whether the event can be read from it again; not so where a note stands for the bytes
     */
    public record Kept(ByteBuffer bytes, boolean isWhole) {}

    /** What must not be stored as it was sent. Thread-safe. */
    public interface Privacy {
        Privacy NONE = new Privacy() {};

        /** The event with a payload that may be stored; the same event when nothing in it is touched. */
        default IncomingEvent event(IncomingEvent event) {
            return event;
        }

        /** Whether a withdrawal that was in an event may not be in it any more. */
        default boolean mayHideWithdrawal(IncomingEvent sent, IncomingEvent kept) {
            return false;
        }

        /** The bytes of a rejected event as they may be stored. */
        default Kept rejected(ByteBuffer original) {
            return new Kept(original, true);
        }

        /** The withdrawal, such that it also counts for what was rewritten. */
        default IncomingWithdrawal withdrawal(IncomingWithdrawal withdrawal) {
            return withdrawal;
        }

        /** Headers of a request that its records may carry. */
        default Map<String, String> headers(Map<String, String> headers) {
            return headers;
        }
    }
}
