package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionReason;
import org.jspecify.annotations.Nullable;

/** What a gate says of a case. */
sealed interface Verdict {
    /** The case with what the gate has found. */
    Case last();

    /** What it went by, null where the campaign has no such rule. */
    @Nullable Measure measure();

    /**
     * What a gate saw, for reading.
     *
     * @param value of the customer
     * @param limit of the campaign
     */
    record Measure(String value, String limit) {}

    /** The next gate is to look. */
    record Passed(Case last, @Nullable Measure measure) implements Verdict {}

    /**
     * No message.
     *
     * @param detail more of what led to it, null for none
     */
    record Stopped(
            Case last,
            DecisionReason reason,
            Measure measure,
            @Nullable String detail) implements Verdict {}
}
