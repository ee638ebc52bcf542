package dev.rapport.quickstart.report;

import java.util.List;

/**
 * Something that is not accounted for.
 *
 * @param rule  what has to hold, in words
 * @param count how many break it, at least 1
 * @param some  the first few identifiers
 */
public record Problem(String rule, long count, List<String> some) {
    public Problem {
        some = List.copyOf(some);
    }

    @Override
    public String toString() {
        return count + " × " + rule + (some.isEmpty() ? "" : ", for example " + String.join(", ", some));
    }
}
