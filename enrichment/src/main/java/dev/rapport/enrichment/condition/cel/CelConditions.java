package dev.rapport.enrichment.condition.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.condition.Field;
import dev.rapport.enrichment.condition.InvalidConditionException;
import dev.rapport.enrichment.condition.Roots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles conditions: parsed and type-checked once. What a condition can cost is bounded when it is compiled (length,
 * nesting, patterns that are written out) and when it is evaluated (turns of its loops); patterns are RE2, in time linear to
 * the text. Thread-safe.
 */
public final class CelConditions {
    /** In code points. */
    static final int MAX_LENGTH = 4_000;

    /** Turns of all loops of one evaluation. */
    static final int MAX_TURNS = 10_000;

    private static final int MAX_DEPTH = 50;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_TURNS)
            .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    public static final CelConditions OF_CAMPAIGNS = new CelConditions(Roots.OF_CAMPAIGNS);

    private final Map<String, Field<Context>> roots = new LinkedHashMap<>();
    private final CelCompiler compiler;
    private final CelValidator validator;
    private final CelMessages messages;

    private CelConditions(List<Field<Context>> roots) {
        var types = new CelTypes(roots);
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(types.provider())
                .setResultType(SimpleType.BOOL);
        for (var root : roots) {
            this.roots.put(root.name(), root);
            builder.addVar(root.name(), types.of(root.type()));
        }
        compiler = builder.build();
        validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, RUNTIME)
                .addAstValidators(TimestampLiteralValidator.INSTANCE, DurationLiteralValidator.INSTANCE)
                .build();
        messages = new CelMessages(List.copyOf(this.roots.keySet()), CelTypes.names(roots));
    }

    /** @throws InvalidConditionException with the first thing that is wrong and where */
    public Condition compile(String text) throws InvalidConditionException {
        var checked = compiler.compile(text);
        if (checked.hasError()) {
            throw messages.invalid(text, checked.getErrors().get(0));
        }
        try {
            var ast = checked.getAst();
            var rules = validator.validate(ast);
            if (rules.hasError()) {
                throw messages.invalid(text, rules.getErrors().get(0));
            }
            var broken = CelRules.firstBroken(ast);
            if (broken.isPresent()) {
                throw messages.invalid(text, broken.get());
            }
            return new CelCondition(text, roots, RUNTIME.createProgram(ast));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new InvalidConditionException(1, 1, String.valueOf(e.getMessage()));
        }
    }
}
