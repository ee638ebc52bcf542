package dev.rapport.inference.reply.guardrail;

import java.util.Optional;

/**
 * That a text fits where it goes, counted as people do: in Unicode characters.
 *
 * @param least 0 for any
 * @param most  at least 1
 */
record Length(int least, int most) {
    Optional<Verdict> tooShort(CandidateText candidate) {
        return Guardrail.failsIf(candidate.characters() < least, Verdict.TOO_SHORT);
    }

    Optional<Verdict> tooLong(CandidateText candidate) {
        return Guardrail.failsIf(candidate.characters() > most, Verdict.TOO_LONG);
    }
}
