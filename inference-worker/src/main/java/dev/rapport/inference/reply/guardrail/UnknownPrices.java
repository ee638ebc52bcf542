package dev.rapport.inference.reply.guardrail;

import java.util.Optional;
import java.util.regex.Pattern;

/** That a text names no amount of money that the prompt did not: {@code $1,299.00} is 1299 USD, 1299 EUR is not. */
final class UnknownPrices implements Guardrail {
    private static final Pattern IN_WORDS =
            Pattern.compile("(?<![一二三四五六七八九十百千万两零〇])[一二三四五六七八九十百千万两零〇]{2,}+(?:元|块钱|美元|欧元|英镑|日元)");

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var text = candidate.withoutNames();
        var facts = candidate.facts();
        return Guardrail.failsIf(
                Amounts.in(text).stream().anyMatch(amount -> !facts.amounts().hold(amount))
                        || !Numbers.inWords(facts.known(), IN_WORDS).containsAll(Numbers.inWords(text, IN_WORDS)),
                Verdict.UNKNOWN_PRICE);
    }
}
