package dev.rapport.inference.reply.guardrail;

import java.util.Optional;
import java.util.regex.Pattern;

/** That a text names no amount of money that the prompt did not: {@code $1,299.00} is 1299 USD, 1299 EUR is not. */
final class UnknownPrices implements Guardrail {
    private static final Pattern IN_WORDS =
            Pattern.compile("(?<![一二三四五六七八九十百千万两零〇])[一二三四五六七八九十百千万两零〇]{2,}+(?:元|块钱|美元|欧元|英镑|日元)");

    @Override
    public Optional<Verdict> check(Draft draft) {
        var text = draft.withoutNames();
        var given = draft.given();
        return Guardrail.failsIf(
                Amounts.in(text).stream().anyMatch(amount -> !given.amounts().hold(amount))
                        || !Numbers.inWords(given.known(), IN_WORDS).containsAll(Numbers.inWords(text, IN_WORDS)),
                Verdict.UNKNOWN_PRICE);
    }
}
