package dev.rapport.runtime.value;

/** Texts of others, without what surrounds them invisibly. */
public final class VisibleText {
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

    private static boolean isInvisible(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || switch (Character.getType(character)) {
                    case Character.CONTROL, Character.FORMAT -> true;
                    default -> false;
                };
    }
}
