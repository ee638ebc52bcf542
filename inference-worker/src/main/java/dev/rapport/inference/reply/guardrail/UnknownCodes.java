package dev.rapport.inference.reply.guardrail;

import java.util.Locale;
import java.util.Optional;
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

    @Override
    public Optional<Verdict> check(Draft draft) {
        var known = draft.given().knownInLowerCase();
        return Guardrail.failsIf(
                CODE.matcher(draft.withoutAmounts()).results().anyMatch(found -> !known.contains(code(found.group()))),
                Verdict.UNKNOWN_CODE);
    }

    /** All of them, without what calls them a code or an order, in a text without amounts. */
    static Stream<String> found(String text) {
        return CODE.matcher(text).results().map(found -> lastWord(found.group()));
    }

    private static String code(String found) {
        return lastWord(found).toLowerCase(Locale.ROOT);
    }

    private static String lastWord(String found) {
        var words = SIGNS.split(found);
        return words[words.length - 1];
    }
}
