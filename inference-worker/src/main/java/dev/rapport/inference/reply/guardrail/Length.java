package dev.rapport.inference.reply.guardrail;

import java.util.Optional;

/**
 * That a text fits where it goes, counted as people do: in Unicode characters.
 *
 * @param min 0 for any
 * @param max   at least 1
 */
record Length(int min, int max) {
    Optional<Verdict> tooShort(CandidateText candidate) {
        return Guardrail.failsIf(candidate.characters() < min, Verdict.TOO_SHORT);
    }

    Optional<Verdict> tooLong(CandidateText candidate) {
        return Guardrail.failsIf(candidate.characters() > max, Verdict.TOO_LONG);
    }
}
