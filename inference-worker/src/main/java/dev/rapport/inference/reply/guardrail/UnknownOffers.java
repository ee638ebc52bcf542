package dev.rapport.inference.reply.guardrail;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** That a text promises no percentage, no discount and nothing free that the prompt does not: shops must keep it. */
final class UnknownOffers implements Guardrail {
    private static final String HAN_DIGITS = "零一二三四五六七八九";
    private static final Pattern PERCENT = Pattern.compile(
            "(?<![\\d.,])(" + Numbers.PATTERN + ")\\s*(?:%|(?i:per\\s?cent)\\b)|百分之(" + Numbers.PATTERN + ")");
    /** {@code 8折} is 20 % off; {@code 三折伞} is an umbrella. */
    private static final Pattern TENTHS =
            Pattern.compile("(\\d(?:\\.?\\d)?|[一二三四五六七八九]{1,2})\\s*折(?![叠射磨返服纸断合线刀刃页椅凳伞桌床式])");

    private static final Pattern PERCENT_IN_WORDS = Pattern.compile("百分之[零一二三四五六七八九十点]+");

    private static final Pattern PHRASE = Pattern.compile(
            "\\bhalf[- ]price\\b|\\bbuy one,? get one\\b|\\bfor free\\b|\\bfree of charge\\b"
                    + "|\\bfree (?:shipping|delivery|returns?|gift|trial|samples?)\\b"
                    + "|半价|买一[送赠]一|买[二两三]送一|包邮|免邮|免运费|免费|赠品",
            Pattern.CASE_INSENSITIVE);

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var text = candidate.withoutNames();
        var known = candidate.facts().known();
        var offers = percents(text);
        if (!offers.isEmpty()) {
            offers.removeAll(percents(known));
        }
        var lower = candidate.facts().knownInLowerCase();
        return Guardrail.failsIf(
                !offers.isEmpty()
                        || !Numbers.inWords(known, PERCENT_IN_WORDS)
                                .containsAll(Numbers.inWords(text, PERCENT_IN_WORDS))
                        || PHRASE.matcher(text)
                                .results()
                                .anyMatch(found -> !lower.contains(found.group().toLowerCase(Locale.ROOT))),
                Verdict.UNKNOWN_OFFER);
    }

    /** All readings of all of them; {@code 8折} reads as 20. */
    private static Set<BigDecimal> percents(String text) {
        var percents = new HashSet<BigDecimal>();
        PERCENT.matcher(text)
                .results()
                .forEach(found ->
                        percents.addAll(Numbers.readings(found.group(1) == null ? found.group(2) : found.group(1))));
        TENTHS.matcher(text).results().forEach(found -> percents.add(off(found)));
        return percents;
    }

    private static BigDecimal off(MatchResult tenths) {
        var digits = new StringBuilder();
        tenths.group(1).chars().filter(c -> c != '.').forEach(c -> {
            var han = HAN_DIGITS.indexOf(c);
            digits.append(han < 0 ? Character.digit(c, 10) : han);
        });
        var paid = new BigDecimal(digits.length() == 1 ? digits + "0" : digits.toString());
        return Numbers.plain(BigDecimal.valueOf(100).subtract(paid));
    }
}
