package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FinishReason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every guardrail that the texts for one prompt must pass. Pure, and safe for use by several threads. */
public final class Guardrails {
    /** Prices, links and the like in a fallback text are the campaign's own; the values that it was filled with are not checked by anyone. */
    private static final Set<Verdict> OF_FALLBACKS =
            EnumSet.of(Verdict.EMPTY, Verdict.PLACEHOLDER, Verdict.BLOCKED_WORD);

    private final PromptFacts facts;
    private final List<Guardrail> guardrails;
    private final Set<Verdict> switchedOff;

    Guardrails(PromptFacts facts, List<Guardrail> guardrails, Set<Verdict> switchedOff) {
        this.facts = facts;
        this.guardrails = guardrails;
        this.switchedOff = switchedOff;
    }

    /**
     * The guardrails that a text fails, in the order of {@link Verdict}; empty when it may be sent.
     *
     * @param text         as it would be sent
     * @param finishReason why the model stopped writing
     */
    public List<Verdict> verdicts(String text, FinishReason finishReason) {
        var candidate = new CandidateText(text, finishReason, facts);
        return guardrails.stream()
                .flatMap(guardrail -> guardrail.check(candidate).stream())
                .filter(verdict -> !switchedOff.contains(verdict))
                .distinct()
                .sorted()
                .toList();
    }

    /** Those that a fallback text fails, of the few that it must pass, in the order of {@link Verdict}. */
    public List<Verdict> verdictsOfFallback(String text) {
        return verdicts(text, FinishReason.EOS).stream()
                .filter(OF_FALLBACKS::contains)
                .toList();
    }
}
