package dev.rapport.runtime.mapping.definition;

import dev.rapport.runtime.mapping.Condition;
import dev.rapport.runtime.mapping.Condition.Text.Test;
import dev.rapport.runtime.mapping.NumberNotation;
import dev.rapport.runtime.mapping.ValueRule.NumberColumn;
import dev.rapport.runtime.yaml.YamlFields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads conditions of a mapping file. */
final class ConditionReader {
    private static final Condition STAND_IN = new Condition.Several(true, List.of());
    private static final Map<String, Test> TEXTS = texts();
    private static final List<String> TESTS =
            List.of("starts-with", "ends-with", "contains", "equals", "empty", "above", "below");

    private final Columns columns;
    private final NumberNotation numbers;

    /** @param numbers how numbers of the data are written */
    ConditionReader(Columns columns, NumberNotation numbers) {
        this.columns = columns;
        this.numbers = numbers;
    }

    /** The condition {@code when} of a rule, if it has one. */
    Optional<Condition> when(YamlFields rule) {
        return rule.mapping("when").map(this::read);
    }

    private Condition read(YamlFields in) {
        if (in.has("all") || in.has("any")) {
            return several(in, in.has("all") ? "all" : "any");
        }
        if (in.has("not")) {
            var inner = in.mapping("not").map(this::read).orElse(STAND_IN);
            in.finish();
            return new Condition.Not(inner);
        }
        return test(in);
    }

    private Condition several(YamlFields in, String key) {
        var conditions = in.mappings(key).stream().map(this::read).toList();
        in.finish();
        if (conditions.isEmpty()) {
            in.problemOf(key, "must have at least one condition");
        }
        return new Condition.Several(key.equals("all"), conditions);
    }

    private Condition test(YamlFields in) {
        var column = columns.column(in, "column");
        if (TESTS.stream().filter(in::has).count() != 1) {
            in.problemOfAll("must have a column and one of " + String.join(", ", TESTS) + "; or one of all, any, not");
        }
        Condition condition = STAND_IN;
        for (var text : TEXTS.entrySet()) {
            var operands = in.textOrTexts(text.getKey());
            if (!operands.isEmpty()) {
                condition = new Condition.Text(column, text.getValue(), operands);
            }
        }
        var isEmpty = in.optional("empty", ConditionReader::isTrue, false);
        var above = in.optional("above", BigDecimal::new, BigDecimal.ZERO);
        var below = in.optional("below", BigDecimal::new, BigDecimal.ZERO);
        in.finish();
        var number = new NumberColumn(column, numbers);
        return isEmpty.<Condition>map(empty -> new Condition.Empty(column, empty))
                .or(() -> above.map(limit -> new Condition.Beyond(number, true, limit)))
                .or(() -> below.map(limit -> new Condition.Beyond(number, false, limit)))
                .orElse(condition);
    }

    /** Not any other word: {@code empty: yes} would mean its opposite. */
    private static boolean isTrue(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        };
    }

    private static Map<String, Test> texts() {
        var texts = new LinkedHashMap<String, Test>();
        texts.put("starts-with", Test.STARTS_WITH);
        texts.put("ends-with", Test.ENDS_WITH);
        texts.put("contains", Test.CONTAINS);
        texts.put("equals", Test.EQUALS);
        return texts;
    }
}
