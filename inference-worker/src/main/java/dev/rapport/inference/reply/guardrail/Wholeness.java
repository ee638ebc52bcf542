package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FinishReason;
import java.util.Optional;
import java.util.regex.Pattern;

/** That there is a text, that all of it is text, and that it is all there. */
final class Wholeness {
    private static final int REPLACEMENT = 0xfffd;
    /** The marks of a reasoning model's thoughts; control tokens are {@link Placeholders}. */
    private static final Pattern THOUGHTS = Pattern.compile("</?(?i:think(?:ing)?)>|\\[/?THINK]|◁/?think▷");

    private Wholeness() {}

    static Optional<Verdict> empty(CandidateText candidate) {
        return Guardrail.failsIf(candidate.plain().isBlank(), Verdict.EMPTY);
    }

    static Optional<Verdict> broken(CandidateText candidate) {
        return Guardrail.failsIf(
                candidate.text().codePoints().anyMatch(Wholeness::isBroken)
                        || THOUGHTS.matcher(candidate.text()).find(),
                Verdict.BROKEN_TEXT);
    }

    static Optional<Verdict> truncated(CandidateText candidate) {
        return Guardrail.failsIf(candidate.finishReason() == FinishReason.LENGTH, Verdict.TRUNCATED);
    }

    static Optional<Verdict> unfinished(CandidateText candidate) {
        return Guardrail.failsIf(candidate.finishReason() == FinishReason.OTHER, Verdict.UNFINISHED);
    }

    private static boolean isBroken(int character) {
        return character == REPLACEMENT
                || (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }
}
