package dev.rapport.runtime.value;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who mistyped a name. */
public final class Nearest {
    private Nearest() {}

    /** The known name that is a letter or two away, a third of its letters at most; of several the first by distance, then name. */
    public static Optional<String> of(String name, Collection<String> known) {
        var typed = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT)) <= allowed(name, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** As the end of a message, {@code ; did you mean 'language'?}; empty where nothing is near. */
    public static String hint(String name, Collection<String> known) {
        return of(name, known).map(meant -> "; did you mean '" + meant + "'?").orElse("");
    }

    private static int allowed(String name, String candidate) {
        return Math.min(2, Math.max(name.length(), candidate.length()) / 3);
    }

    /** Damerau-Levenshtein, adjacent letters swapped count once. */
    private static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            for (var j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = one.charAt(i - 1) == other.charAt(j - 1);
                rows[i][j] =
                        Math.min(rows[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[one.length()][other.length()];
    }
}
