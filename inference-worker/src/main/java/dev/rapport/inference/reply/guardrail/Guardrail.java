package dev.rapport.inference.reply.guardrail;

import java.util.Optional;

/** One thing that speaks against a text. Pure, and safe for use by several threads. */
@FunctionalInterface
interface Guardrail {
    /** @return empty when the text passes */
    Optional<Verdict> check(CandidateText candidate);

    /** For checks that only ask whether something holds. */
    static Optional<Verdict> failsIf(boolean fails, Verdict verdict) {
        return fails ? Optional.of(verdict) : Optional.empty();
    }
}
