package dev.rapport.runtime.value;

import java.text.Normalizer;

/** Texts of others, without what surrounds them invisibly. */
public final class VisibleText {
    private static final char REPLACEMENT = '\uFFFD';

    private VisibleText() {}

    /**
     * The text from its first to its last visible character; empty where there is none. Invisible are blanks of every
     * kind, controls, and what has no width: zero width space, byte order mark, soft hyphen.
     */
    public static String trimmed(String text) {
        var start = 0;
        var end = text.length();
        while (start < end && isInvisible(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isInvisible(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /**
     * As {@link #trimmed}, and without invisible characters in between; blanks of every kind become one kind, and a
     * letter with its accent one character (NFC): two texts that look the same are the same. Half of a surrogate pair, which
     * UTF-8 cannot express, becomes U+FFFD.
     */
    public static String plain(String text) {
        if (isPrintableAscii(text)) {
            // Most texts; only the blanks around them go.
            return text.strip();
        }
        var visible = new StringBuilder(text.length());
        trimmed(text)
                .codePoints()
                .map(character -> isBlank(character) ? ' ' : isHalf(character) ? REPLACEMENT : character)
                .filter(character -> character == ' ' || !isInvisible(character))
                .forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFC);
    }

    private static boolean isPrintableAscii(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isHalf(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    private static boolean isInvisible(int character) {
        return isBlank(character)
                || switch (Character.getType(character)) {
                    case Character.CONTROL, Character.FORMAT -> true;
                    default -> false;
                };
    }
}
