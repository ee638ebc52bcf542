package dev.rapport.inference.reply.guardrail;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That a text makes up no voucher code and no order number. */
final class UnknownCodes implements Guardrail {
    private static final Pattern CODE = Pattern.compile(
            // Capitals and digits, at least five: SAVE20.
            "(?<![\\p{L}\\p{N}-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\\d)[A-Z0-9](?:[A-Z0-9-]{3,}[A-Z0-9])(?![\\p{L}\\p{N}])"
                    // Whatever is called a code.
                    + "|(?i:\\b(?:code|coupon|voucher)\\b)[:\\s]*[\"'“]?(?=[A-Za-z0-9-]*[A-Z0-9])[A-Z0-9][A-Z0-9-]{2,}"
                    + "|(?:优惠码|折扣码|兑换码|验证码|口令|优惠券码?)[:：是为\\s]*[\"'“「]?[A-Za-z0-9-]{3,}"
                    // Orders.
                    + "|#\\d[\\dA-Z-]{2,}"
                    + "|(?i:\\border\\s+(?:no\\.?|number|id)?[:#\\s]*)\\d{3,}|订单号?[:：为是\\s]*[A-Z]*\\d{3,}");

    private static final Pattern SIGNS = Pattern.compile("[^A-Za-z0-9-]+");
    private static final Pattern HYPHENS = Pattern.compile("^-+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])-+$");
    private static final Pattern NUMBER = Pattern.compile("[\\d/\\p{Pd}]+");

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var text = candidate.withoutAmounts();
        return Guardrail.failsIf(
                CODE.matcher(text).results().map(found -> code(text, found)).anyMatch(code -> !candidate
                        .facts()
                        .has(known -> isIn(known, code))),
                Verdict.UNKNOWN_CODE);
    }

    /** All of them, without what calls them a code or an order, in a text without amounts. */
    static Stream<String> found(String text) {
        return CODE.matcher(text).results().map(found -> lastWord(found.group()));
    }

    /** The whole of it, where the pattern ends before its end, too: {@code 4711} of {@code 4711a}. */
    private static String code(String text, MatchResult found) {
        var word = lastWord(found.group());
        var start = found.start() + found.group().lastIndexOf(word);
        return Groups.around(text, start, start + word.length());
    }

    /** In any case. {@code SAVE20} is not given by {@code SAVE20-VIP}; the number alone of {@code ORD-10023} is. */
    private static boolean isIn(String known, String code) {
        var isNumber = NUMBER.matcher(code).matches();
        return Pattern.compile(Pattern.quote(code), Pattern.CASE_INSENSITIVE)
                .matcher(known)
                .results()
                .anyMatch(place -> Groups.standsLast(known, place.start(), place.end())
                        && (isNumber || !endsInHyphen(known, place.start())));
    }

    private static boolean endsInHyphen(String text, int end) {
        return end > 1 && text.charAt(end - 1) == '-' && Character.isLetterOrDigit(text.charAt(end - 2));
    }

    /** Without hyphens around it. */
    private static String lastWord(String found) {
        var words = SIGNS.split(found);
        return HYPHENS.matcher(words[words.length - 1]).replaceAll("");
    }
}
