package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FinishReason;
import java.util.Optional;

/** That there is a text, that all of it is text, and that it is all there. */
final class Wholeness {
    private static final int REPLACEMENT = 0xfffd;

    private Wholeness() {}

    static Optional<Verdict> empty(Draft draft) {
        return Guardrail.failsIf(draft.text().isBlank(), Verdict.EMPTY);
    }

    static Optional<Verdict> broken(Draft draft) {
        return Guardrail.failsIf(draft.text().codePoints().anyMatch(Wholeness::isBroken), Verdict.BROKEN_TEXT);
    }

    static Optional<Verdict> truncated(Draft draft) {
        return Guardrail.failsIf(draft.finishReason() == FinishReason.LENGTH, Verdict.TRUNCATED);
    }

    static Optional<Verdict> unfinished(Draft draft) {
        return Guardrail.failsIf(draft.finishReason() == FinishReason.OTHER, Verdict.UNFINISHED);
    }

    private static boolean isBroken(int character) {
        return character == REPLACEMENT
                || (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }
}
