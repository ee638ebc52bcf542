package dev.rapport.enrichment.condition.cel;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import dev.rapport.enrichment.condition.InvalidConditionException;
import dev.rapport.runtime.value.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the library says, in one line for those who write conditions. */
final class CelMessages {
    private static final int MAX = 160;
    private static final Pattern UNKNOWN = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern NO_FIELD = Pattern.compile("undefined field '([^']*)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
    private static final Pattern NOT_BOOL = Pattern.compile("expected type 'bool' but found '([^']*)'.*");
    private static final Pattern KEY = Pattern.compile("key '([^']*)' is not present");
    private static final Pattern OPERATOR = Pattern.compile("@?_?([^_]*)_?");

    private static final Map<String, String> FAILURES = Map.of(
            "DIVIDE_BY_ZERO", "a division by zero",
            "OVERLOAD_NOT_FOUND", "a value is of another type than it is compared or computed with",
            "INVALID_ARGUMENT", "a function does not take a value",
            "BAD_FORMAT", "a text is not what it is converted to",
            "NUMERIC_OVERFLOW", "a number is too large",
            "ITERATION_BUDGET_EXCEEDED", "its loops take more than " + CelConditions.MAX_TURNS + " turns");

    private final List<String> roots;
    private final Collection<String> fields;

    CelMessages(List<String> roots, Collection<String> fields) {
        this.roots = roots;
        this.fields = fields;
    }

    InvalidConditionException invalid(String text, CelIssue issue) {
        var place = issue.getSourceLocation();
        return new InvalidConditionException(
                Math.max(place.getLine(), 1), Math.max(place.getColumn() + 1, 1), words(text, issue.getMessage()));
    }

    private String words(String text, String message) {
        var line = message.lines().findFirst().orElse("").strip();
        var unknown = UNKNOWN.matcher(line);
        if (unknown.matches()) {
            return "there is no '" + unknown.group(1) + "', expected " + String.join(", ", roots)
                    + Nearest.hint(unknown.group(1), roots);
        }
        var field = NO_FIELD.matcher(line);
        if (field.matches()) {
            return "there is no field '" + field.group(1) + "'" + Nearest.hint(field.group(1), fields);
        }
        var overload = NO_OVERLOAD.matcher(line);
        if (overload.matches()) {
            return "'" + OPERATOR.matcher(overload.group(1)).replaceFirst("$1") + "' does not take "
                    + overload.group(2);
        }
        var type = NOT_BOOL.matcher(line);
        if (type.matches()) {
            return "must be true or false, not " + type.group(1);
        }
        if (text.isBlank()) {
            return "must not be empty";
        }
        return "is not a condition: " + cut(line);
    }

    /** The name of what is absent. */
    static String absent(CelEvaluationException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            var key = KEY.matcher(String.valueOf(at.getMessage()));
            if (key.find()) {
                return cut(key.group(1));
            }
        }
        return "an item";
    }

    /** Without what the library quotes: it may be a customer's. */
    static String failed(CelEvaluationException e) {
        return FAILURES.getOrDefault(e.getErrorCode().name(), "it could not be evaluated");
    }

    private static String cut(String text) {
        return text.length() > MAX ? text.substring(0, MAX) + "…" : text;
    }
}
