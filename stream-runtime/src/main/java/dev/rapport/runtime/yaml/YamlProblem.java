package dev.rapport.runtime.yaml;

import java.util.Comparator;

/**
 * A rule that a text breaks.
 *
 * @param line    counted from 1
 * @param column  counted from 1
 * @param message field and rule
 */
public record YamlProblem(int line, int column, String message) {
    /** As they stand in the text. */
    public static final Comparator<YamlProblem> IN_ORDER =
            Comparator.comparingInt(YamlProblem::line).thenComparingInt(YamlProblem::column);

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
