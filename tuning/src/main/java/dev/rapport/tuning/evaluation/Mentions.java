package dev.rapport.tuning.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of a prompt that a text mentions whole and unchanged, and what is left of the text without them. Longer
 * values go first: {@code Mug Pro} is no mention of {@code Mug}.
 *
 * @param found values that stand there
 * @param rest  the text, a line break in the place of every mention
 */
record Mentions(Set<String> found, String rest) {
    private static final char MASK = '\n';
    private static final int FIRST_CJK = 0x2E80;

    static Mentions of(Collection<String> values, String text) {
        List<String> longestFirst = values.stream()
                .filter(value -> !value.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        var found = new HashSet<String>();
        var rest = new StringBuilder(text);
        for (var value : longestFirst) {
            for (var at = rest.indexOf(value); at >= 0; at = rest.indexOf(value, at + 1)) {
                if (!joins(rest, at - 1, at) && !joins(rest, at + value.length() - 1, at + value.length())) {
                    found.add(value);
                    rest.replace(at, at + value.length(), String.valueOf(MASK));
                }
            }
        }
        return new Mentions(found, rest.toString());
    }

    /** Whether a word or number goes on from one place to the next. */
    private static boolean joins(CharSequence text, int left, int right) {
        return left >= 0
                && right < text.length()
                && ((alike(text.charAt(left)) && alike(text.charAt(right))) || isDecimal(text, left, right));
    }

    /** {@code 2.50} is no mention in {@code 12.50}, and 12 is none in {@code 12.50}. */
    private static boolean isDecimal(CharSequence text, int left, int right) {
        return (Character.isDigit(text.charAt(left)) && followsPoint(text, right, 1))
                || (Character.isDigit(text.charAt(right)) && followsPoint(text, left, -1));
    }

    private static boolean followsPoint(CharSequence text, int point, int step) {
        var digit = point + step;
        return (text.charAt(point) == '.' || text.charAt(point) == ',')
                && digit >= 0
                && digit < text.length()
                && Character.isDigit(text.charAt(digit));
    }

    private static boolean alike(char c) {
        return Character.isLetterOrDigit(c) && c < FIRST_CJK;
    }
}
