package dev.rapport.ingestion.identity;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Identifiers as broken trackers send them. A variable that was never set arrives as its name for nothing: as
 * {@code undefined} from a browser, {@code None} from Python, zeros from a phone without advertising id. Whoever took
 * that for an id would make one customer of strangers. The list joins what other event platforms refuse; see
 * docs/adr/0036.
 */
public final class Ids {
    /** Zeros, a UUID of zeros, or only dashes. */
    private static final Pattern ZEROS = Pattern.compile("[0-]+");

    private static final Pattern QUOTED = Pattern.compile("([\"'`])(.*)\\1|[(<](.*)[)>]", Pattern.DOTALL);

    private static final Set<String> PLACEHOLDERS = Set.of(
            "",
            "null",
            "nil",
            "none",
            "nan",
            "undefined",
            "void",
            "n/a",
            "na",
            "not set",
            "unknown",
            "true",
            "false",
            "[object object]",
            "object object",
            "[object undefined]",
            "[object null]",
            "[]",
            "{}",
            "-1",
            "anonymous",
            "anonymous_id",
            "anonymousid",
            "guest",
            "not_authenticated",
            "id",
            "user_id",
            "userid",
            "distinct_id",
            "distinctid",
            "email");

    private Ids() {}

    /** The identifier without what surrounds it invisibly. */
    public static String trimmed(String id) {
        var start = 0;
        var end = id.length();
        while (start < end && isInvisible(id.charAt(start))) {
            start++;
        }
        while (end > start && isInvisible(id.charAt(end - 1))) {
            end--;
        }
        return id.substring(start, end);
    }

    /** Blanks, controls, and what has no width: zero width space, byte order mark, soft hyphen. */
    private static boolean isInvisible(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || switch (Character.getType(character)) {
                    case Character.CONTROL, Character.FORMAT -> true;
                    default -> false;
                };
    }

    /** Whether this is a name for nothing, in any case and with or without quotes around it. */
    public static boolean isPlaceholder(String id) {
        var bare = trimmed(id);
        var quoted = QUOTED.matcher(bare);
        if (quoted.matches()) {
            bare = trimmed(quoted.group(2) != null ? quoted.group(2) : quoted.group(3));
        }
        return PLACEHOLDERS.contains(bare.toLowerCase(Locale.ROOT))
                || ZEROS.matcher(bare).matches();
    }
}
