package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.ReplyRules;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Guardrails of a worker, the same for every prompt. */
public final class GlobalGuardrails {
    private static final ReplyRules NO_RULES = ReplyRules.newBuilder().build();

    private final int maxCharacters;
    private final BlockedWords blockedWords;

    /**
     * @param maxCharacters max Unicode characters of a text, at least 1
     * @param blockedWords  words that are never sent
     */
    public GlobalGuardrails(int maxCharacters, Collection<String> blockedWords) {
        if (maxCharacters < 1) {
            throw new IllegalArgumentException("maxCharacters must be at least 1, is " + maxCharacters);
        }
        this.maxCharacters = maxCharacters;
        this.blockedWords = new BlockedWords(blockedWords);
    }

    /** Together with those of the prompt's campaign; where both have a limit, the narrower one applies. */
    public Guardrails of(Prompt prompt) {
        return of(PromptFacts.of(prompt), prompt.getRules());
    }

    /** For a text that no campaign has rules for. */
    public Guardrails of(PromptFacts facts) {
        return of(facts, NO_RULES);
    }

    private Guardrails of(PromptFacts facts, ReplyRules rules) {
        var max = rules.getMaxCharacters() > 0 ? Math.min(rules.getMaxCharacters(), maxCharacters) : maxCharacters;
        var length = new Length(rules.getMinCharacters(), max);
        return new Guardrails(
                facts,
                List.of(
                        Wholeness::empty,
                        new RequiredMentions(),
                        new AlteredNames(),
                        new Placeholders(),
                        blockedWords,
                        new BlockedWords(rules.getBlockedWords()),
                        new PersonalData(),
                        new UnknownLinks(rules.getAllowedLinks()),
                        new UnknownPrices(),
                        new UnknownOffers(),
                        new UnknownCodes(),
                        new WrongLanguage(),
                        new Echo(facts),
                        new Repetition(),
                        new Fit(rules.getFit(), facts),
                        length::tooShort,
                        length::tooLong,
                        Wholeness::broken,
                        Wholeness::truncated,
                        Wholeness::unfinished),
                switchedOff(rules.getAllowed()));
    }

    private static Set<Verdict> switchedOff(List<String> codes) {
        return codes.stream()
                .flatMap(code -> Verdict.of(code).stream())
                .filter(Verdict::canBeSwitchedOff)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
    }
}
