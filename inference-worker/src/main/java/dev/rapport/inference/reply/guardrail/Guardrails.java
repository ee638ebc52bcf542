package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Prompt;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every guardrail that the texts for one prompt have to pass. Pure, and safe for use by several threads. */
public final class Guardrails {
    /** Prices, links and the like in a fallback text are the campaign's own; what it was filled with nobody has read. */
    private static final Set<Verdict> OF_FALLBACKS =
            EnumSet.of(Verdict.EMPTY, Verdict.PLACEHOLDER, Verdict.BLOCKED_WORD);

    private final Given given;
    private final List<Guardrail> guardrails;
    private final Set<Verdict> switchedOff;

    private Guardrails(Given given, List<Guardrail> guardrails, Set<Verdict> switchedOff) {
        this.given = given;
        this.guardrails = guardrails;
        this.switchedOff = switchedOff;
    }

    /** What holds for every prompt of a worker. */
    public static final class Everywhere {
        private final int maxCharacters;
        private final BlockedWords blockedWords;

        /**
         * @param maxCharacters most Unicode characters of a text, at least 1
         * @param blockedWords  words that are never sent
         */
        public Everywhere(int maxCharacters, Collection<String> blockedWords) {
            if (maxCharacters < 1) {
                throw new IllegalArgumentException("maxCharacters must be at least 1, is " + maxCharacters);
            }
            this.maxCharacters = maxCharacters;
            this.blockedWords = new BlockedWords(blockedWords);
        }

        /** With what its campaign says; where both have a limit, the narrower one holds. */
        public Guardrails of(Prompt prompt) {
            var rules = prompt.getRules();
            var most = rules.getMaxCharacters() > 0 ? Math.min(rules.getMaxCharacters(), maxCharacters) : maxCharacters;
            var length = new Length(rules.getMinCharacters(), most);
            var given = Given.of(prompt);
            return new Guardrails(
                    given,
                    List.of(
                            Wholeness::empty,
                            new Mentions(),
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
                            new Echo(given),
                            new Repetition(),
                            new Fit(rules.getFit(), given),
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

    /**
     * The guardrails that a text fails, in the order of {@link Verdict}; empty when it may be sent.
     *
     * @param text         as it would be sent
     * @param finishReason why the model stopped writing
     */
    public List<Verdict> verdicts(String text, FinishReason finishReason) {
        var draft = new Draft(text, finishReason, given);
        return guardrails.stream()
                .flatMap(guardrail -> guardrail.check(draft).stream())
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
