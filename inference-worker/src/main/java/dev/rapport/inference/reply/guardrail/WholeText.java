package dev.rapport.inference.reply.guardrail;

/**
 * A text inside another, as a whole: {@code 5%} is not in {@code 25%}, {@code SAVE2} not in {@code SAVE20}, {@code 39} not
 * in {@code 39.90}. Han and other characters that are written without spaces have no such bounds.
 */
public final class WholeText {
    private static final int FIRST_CJK = 0x2E80;
    private static final String GAP = "\n";

    private WholeText() {}

    /** @param part an empty one is in every text */
    public static boolean isIn(String text, String part) {
        return part.isEmpty() || next(text, part, 0) >= 0;
    }

    /** The text with a line break in the place of every {@code part}, which is not empty. */
    public static String without(String text, String part) {
        var left = new StringBuilder();
        var from = 0;
        for (var at = next(text, part, 0); at >= 0; at = next(text, part, from)) {
            left.append(text, from, at).append(GAP);
            from = at + part.length();
        }
        return left.append(text, from, text.length()).toString();
    }

    /** Whether what stands from {@code start} to {@code end} is not part of something longer. */
    static boolean standsAlone(String text, int start, int end) {
        return !goesOn(text, start - 1, start) && !goesOn(text, end - 1, end);
    }

    /** Where the word or number begins that is at a place. */
    static int start(String text, int at) {
        var start = at;
        while (goesOn(text, start - 1, start)) {
            start--;
        }
        return start;
    }

    /** Where the word or number ends that is before a place. */
    static int end(String text, int at) {
        var end = at;
        while (goesOn(text, end - 1, end)) {
            end++;
        }
        return end;
    }

    private static int next(String text, String part, int from) {
        var at = text.indexOf(part, from);
        while (at >= 0 && !standsAlone(text, at, at + part.length())) {
            at = text.indexOf(part, at + 1);
        }
        return at;
    }

    /** Whether a word or a number goes on from one place to the next. */
    private static boolean goesOn(String text, int left, int right) {
        if (left < 0 || right >= text.length()) {
            return false;
        }
        return (isAlike(text.charAt(left)) && isAlike(text.charAt(right)))
                || (isDigit(text, left) && isPoint(text, right) && isDigit(text, right + 1))
                || (isDigit(text, right) && isPoint(text, left) && isDigit(text, left - 1));
    }

    private static boolean isAlike(char c) {
        return Character.isLetterOrDigit(c) && c < FIRST_CJK;
    }

    private static boolean isPoint(String text, int at) {
        return text.charAt(at) == '.' || text.charAt(at) == ',';
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
    }
}
