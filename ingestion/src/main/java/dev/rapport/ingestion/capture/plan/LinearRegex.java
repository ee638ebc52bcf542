package dev.rapport.ingestion.capture.plan;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * Patterns that take time in proportion to the text, whatever the pattern: RE2. Look-around and back references, which
 * cannot be matched so, are refused when the plan is read.
 */
final class LinearRegex implements RegularExpressionFactory {
    /** Steps for each character of a text, at most. */
    private static final int MAX_PROGRAM = 2_000;

    /** @throws IllegalArgumentException when it is not a pattern of RE2, or a very large one */
    @Override
    public RegularExpression getRegularExpression(String pattern) {
        var compiled = compiled(pattern);
        return text -> compiled.matcher(text).find();
    }

    static Pattern compiled(String pattern) {
        try {
            // A character by its code, as ECMA 262 writes it and as RE2 does.
            var compiled = Pattern.compile(pattern.replaceAll("\\\\u([0-9a-fA-F]{4})", "\\\\x{$1}"));
            if (compiled.programSize() > MAX_PROGRAM) {
                throw new IllegalArgumentException("the pattern is too large: repeat less");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern must be one of RE2, which has no look-around and no back references: "
                            + e.getDescription(),
                    e);
        }
    }
}
