package dev.rapport.enrichment.step;

import dev.rapport.schemas.RejectionReason;

/** What became of an event: a value, or the rule that it broke. */
public sealed interface Outcome<T> {
    /** It holds. */
    record Accepted<T>(T value) implements Outcome<T> {}

    /**
     * It broke a rule.
     *
     * @param detail one sentence: what, where, and what the rule expects; no values, as they may be personal
     */
    record Rejected<T>(RejectionReason reason, String detail) implements Outcome<T> {}

    static <T> Outcome<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Outcome<T> rejected(RejectionReason reason, String detail) {
        return new Rejected<>(reason, detail);
    }
}
