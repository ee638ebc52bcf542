package dev.rapport.enrichment.condition.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.condition.Field;
import dev.rapport.enrichment.condition.Verdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A program over fields that are looked up when it names them. */
final class CelCondition implements Condition {
    private static final Verdict MATCH = new Verdict.Match();
    private static final Verdict NO_MATCH = new Verdict.NoMatch("");

    private final String text;
    private final Map<String, Field<Context>> roots;
    private final CelRuntime.Program program;

    CelCondition(String text, Map<String, Field<Context>> roots, CelRuntime.Program program) {
        this.text = text;
        this.roots = roots;
        this.program = program;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Verdict matches(Context context) {
        try {
            var value = program.eval((CelVariableResolver) name -> value(name, context));
            if (value instanceof Boolean holds) {
                return holds ? MATCH : NO_MATCH;
            }
            return new Verdict.Failed("its value is neither true nor false");
        } catch (CelEvaluationException e) {
            return isAbsent(e.getErrorCode())
                    ? new Verdict.NoMatch(CelMessages.absent(e))
                    : new Verdict.Failed(CelMessages.failed(e));
        } catch (RuntimeException e) {
            // Whatever a library does with what a sender wrote: this evaluation has failed, and nothing else.
            return new Verdict.Failed(
                    "it could not be evaluated: " + e.getClass().getSimpleName());
        }
    }

    private Optional<Object> value(String name, Context context) {
        var root = roots.get(name);
        if (root == null) {
            return Optional.empty();
        }
        var value = root.value().apply(context);
        // Of what is absent as a whole every field is.
        return Optional.of(value == null ? Map.of() : value);
    }

    private static boolean isAbsent(CelErrorCode code) {
        return code == CelErrorCode.ATTRIBUTE_NOT_FOUND || code == CelErrorCode.INDEX_OUT_OF_BOUNDS;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CelCondition condition
                && text.equals(condition.text)
                && roots.keySet().equals(condition.roots.keySet());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
