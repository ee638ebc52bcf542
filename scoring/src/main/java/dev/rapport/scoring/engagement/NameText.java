package dev.rapport.scoring.engagement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names that others give, of experiments, arms and sources: without the blanks around them, visible or not, and none when
 * there is nothing else. Case is kept: {@code LinkedIn} and {@code linkedin} are two names, as in web analytics.
 */
public final class NameText {
    private NameText() {}

    /** The name, if there is one. */
    public static Optional<String> of(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var from = 0;
        var to = text.length();
        while (from < to && isBlank(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && isBlank(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return from == to ? Optional.empty() : Optional.of(text.substring(from, to));
    }

    /** White space, no-break spaces, and characters without a form such as the zero-width space. */
    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }
}
