package dev.rapport.runtime.value;

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

    private static final int LONGEST =
            PLACEHOLDERS.stream().mapToInt(String::length).max().orElseThrow();

    private Ids() {}

    /** Whether this is a name for nothing, in any case and with or without quotes around it. */
    public static boolean isPlaceholder(String id) {
        var bare = VisibleText.trimmed(id);
        if (!bare.isEmpty() && isPunctuation(bare.charAt(0))) {
            var quoted = QUOTED.matcher(bare);
            if (quoted.matches()) {
                bare = VisibleText.trimmed(quoted.group(2) != null ? quoted.group(2) : quoted.group(3));
            }
        }
        return (bare.length() <= LONGEST && PLACEHOLDERS.contains(bare.toLowerCase(Locale.ROOT)))
                || ((bare.startsWith("0") || bare.startsWith("-"))
                        && ZEROS.matcher(bare).matches());
    }

    /** What quotes begin with; nearly all ids begin with a letter or digit and need no pattern. */
    private static boolean isPunctuation(char first) {
        return !Character.isLetterOrDigit(first);
    }
}
