package dev.rapport.runtime.consent;

import java.util.Locale;
import java.util.regex.Pattern;

/** Spellings of one word or name that are not told apart. */
public final class Spelling {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]+");

    private Spelling() {}

    /** In lower case, without blanks, hyphens and underscores: {@code first_name} and {@code First Name} are one. */
    public static String plain(String written) {
        return isOneWord(written)
                ? written.toLowerCase(Locale.ROOT)
                : SEPARATORS.matcher(written).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static boolean isOneWord(String written) {
        for (var at = 0; at < written.length(); at++) {
            if (!Character.isLetterOrDigit(written.charAt(at))) {
                return false;
            }
        }
        return true;
    }
}
