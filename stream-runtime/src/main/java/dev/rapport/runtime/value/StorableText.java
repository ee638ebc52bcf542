package dev.rapport.runtime.value;

/**
 * Puts U+FFFD in the place of what a text must not hold: NUL, which databases refuse, and halves of surrogate pairs, which
 * UTF-8 cannot express. Done before anything is hashed or used as a key, so that every later reader sees the same text.
 */
public final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** Whether the text can be kept as it is. */
    public static boolean isStorable(String text) {
        // A loop, not a stream: every text of every event comes through here.
        for (var index = 0; index < text.length(); index++) {
            if (isBroken(text, index)) {
                return false;
            }
        }
        return true;
    }

    /** The text itself where it can be kept, else a copy of the same length. */
    public static String repaired(String text) {
        if (isStorable(text)) {
            return text;
        }
        var result = new StringBuilder(text);
        for (var index = 0; index < text.length(); index++) {
            if (isBroken(text, index)) {
                result.setCharAt(index, REPLACEMENT);
            }
        }
        return result.toString();
    }

    private static boolean isBroken(String text, int index) {
        var character = text.charAt(index);
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return character == 0;
    }
}
