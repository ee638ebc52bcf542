package dev.rapport.runtime.mapping;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How decimal numbers are written: without exponents, and strict, so that 12.50 is not taken for 1250 where the point
 * separates thousands. Up to 18 digits on each side.
 */
public final class NumberNotation {
    private final char decimal;
    private final Optional<Character> thousands;
    private final Pattern form;

    /**
     * A notation.
     *
     * @param decimal   sign before the fraction
     * @param thousands sign between groups of three digits, in numbers that have any; a blank also stands for the blanks
     *                  that do not break
     * @throws IllegalArgumentException when these cannot be told apart from each other or from a number's other signs
     */
    public NumberNotation(char decimal, Optional<Character> thousands) {
        requireSeparator("decimal", decimal);
        thousands.ifPresent(sign -> requireSeparator("thousands", sign));
        if (thousands.filter(sign -> sign == decimal).isPresent()) {
            throw new IllegalArgumentException("decimal and thousands must differ");
        }
        this.decimal = decimal;
        this.thousands = thousands;
        this.form = form(decimal, thousands);
    }

    /** The exact value of a text; empty for one that is not a number of this notation. */
    Optional<BigDecimal> parse(String text) {
        if (!form.matcher(text).matches()) {
            return Optional.empty();
        }
        var digits = new StringBuilder();
        text.chars().forEach(sign -> {
            if (sign == decimal) {
                digits.append('.');
            } else if (Character.isDigit(sign) || sign == '-') {
                digits.append((char) sign);
            }
        });
        return Optional.of(new BigDecimal(digits.toString()));
    }

    /** A number in this notation, for messages. */
    String example() {
        return "1" + thousands.map(String::valueOf).orElse("") + "234" + decimal + "5";
    }

    private static Pattern form(char decimal, Optional<Character> thousands) {
        var point = Pattern.quote(String.valueOf(decimal));
        var whole = thousands
                .map(sign -> sign == ' ' ? "[ \\u00A0\\u202F]" : Pattern.quote(String.valueOf(sign)))
                .map(sign -> "(?:\\d{1,18}|\\d{1,3}(?:" + sign + "\\d{3}){1,5})")
                .orElse("\\d{1,18}");
        return Pattern.compile("[+-]?(?:" + whole + "(?:" + point + "\\d{0,18})?|" + point + "\\d{1,18})");
    }

    private static void requireSeparator(String key, char sign) {
        if (Character.isLetterOrDigit(sign) || sign == '+' || sign == '-') {
            throw new IllegalArgumentException(key + " must not be a letter, a digit or a sign, not '" + sign + "'");
        }
    }
}
