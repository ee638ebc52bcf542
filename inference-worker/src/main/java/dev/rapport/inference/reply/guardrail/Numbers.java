package dev.rapport.inference.reply.guardrail;

import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers as people write them. */
final class Numbers {
    /** One number; groups of three may be kept apart by comma, point, apostrophe or space. No capturing group. */
    static final String PATTERN = "(?:\\d{1,3}(?:[,.' ]\\d{3}){1,12}(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d+)?)";

    /** More than anything costs. */
    private static final int MAX_DIGITS = 40;

    private static final Pattern GAPS = Pattern.compile("[' ]");

    private Numbers() {}

    /**
     * What a number may stand for: {@code 1,299.00} is 1299, {@code 12,50} is 12.5, {@code 1.299} is 1299 or 1.299.
     *
     * @param number matches {@link #PATTERN}
     * @return empty when it is longer than anything that is counted
     */
    static Set<BigDecimal> readings(String number) {
        if (number.length() > MAX_DIGITS) {
            return Set.of();
        }
        var digits = GAPS.matcher(number).replaceAll("");
        var last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
        if (last < 0) {
            return Set.of(plain(new BigDecimal(digits)));
        }
        var whole = plain(new BigDecimal(withoutMarks(digits)));
        var mark = digits.charAt(last);
        var decimal = plain(new BigDecimal(withoutMarks(digits.substring(0, last)) + "." + digits.substring(last + 1)));
        if (digits.indexOf(mark) < last) {
            return Set.of(whole);
        }
        var isAlone = withoutMarks(digits).length() == digits.length() - 1;
        return isAlone && digits.length() - last == 4
                ? Stream.of(whole, decimal).collect(Collectors.toUnmodifiableSet())
                : Set.of(decimal);
    }

    /** Those that are spelt out in a text, as they stand there. */
    static Set<String> inWords(String text, Pattern spelt) {
        return spelt.matcher(text).results().map(MatchResult::group).collect(Collectors.toUnmodifiableSet());
    }

    /** The same value in one form, so that equal values are equal. */
    static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static String withoutMarks(String digits) {
        return digits.replace(",", "").replace(".", "");
    }
}
