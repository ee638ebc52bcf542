package dev.rapport.runtime.mapping.definition;

import dev.rapport.runtime.mapping.NumberNotation;
import dev.rapport.runtime.mapping.ValueRule;
import dev.rapport.runtime.mapping.ValueRule.Column;
import dev.rapport.runtime.mapping.ValueRule.Constant;
import dev.rapport.runtime.mapping.ValueRule.Multiply;
import dev.rapport.runtime.mapping.ValueRule.NumberColumn;
import dev.rapport.runtime.yaml.YamlFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where values of a mapping file come from. */
final class ValueReader {
    private static final ValueRule STAND_IN = new Constant("");
    private static final List<String> KINDS = List.of("column", "number", "multiply", "sum", "time", "flag");

    private final Columns columns;
    private final NumberNotation numbers;

    /** @param numbers how numbers of the data are written */
    ValueReader(Columns columns, NumberNotation numbers) {
        this.columns = columns;
        this.numbers = numbers;
    }

    /** A mapping of names to values; empty when it is missing. */
    Map<String, ValueRule> values(YamlFields in, String key) {
        return in.mapping(key).map(this::values).orElse(Map.of());
    }

    /** Names and where their values come from. */
    Map<String, ValueRule> values(YamlFields in) {
        return in.entries(Constant::new, this::value);
    }

    /** A value, if it is there. */
    Optional<ValueRule> optional(YamlFields in, String key) {
        return in.valueOrMapping(key, Constant::new, this::value);
    }

    /** A value, which must be there. */
    ValueRule required(YamlFields in, String key) {
        return optional(in, key).orElseGet(() -> {
            in.problemOf(key, "is missing");
            return STAND_IN;
        });
    }

    private ValueRule value(YamlFields in) {
        if (KINDS.stream().filter(in::has).count() != 1) {
            in.problemOfAll("must have one of " + String.join(", ", KINDS));
            return STAND_IN;
        }
        if (in.has("time")) {
            return new ValueRule.Time(columns.time(in, "time"));
        }
        var rule = rule(in);
        var otherwise = in.valueOrMapping("default", value -> value, nested -> {
            nested.problemOfAll("must be a single value");
            return "";
        });
        in.finish();
        return otherwise
                .<ValueRule>map(value -> new ValueRule.Default(rule, value))
                .orElse(rule);
    }

    private ValueRule rule(YamlFields in) {
        if (in.has("column")) {
            var column = columns.column(in, "column");
            return in.mapping("words")
                    .<ValueRule>map(words -> new ValueRule.Words(column, words(words)))
                    .orElseGet(() -> new Column(column));
        }
        if (in.has("flag")) {
            return new ValueRule.Flag(columns.column(in, "flag"));
        }
        if (in.has("sum")) {
            return in.valueOrMapping("sum", name -> refused(in), this::addend)
                    .map(ValueRule.Sum::new)
                    .orElseThrow();
        }
        return number(in);
    }

    private static ValueRule refused(YamlFields in) {
        in.problemOf("sum", "must be a mapping with number or multiply");
        return STAND_IN;
    }

    private ValueRule addend(YamlFields in) {
        if (in.has("number") == in.has("multiply")) {
            in.problemOfAll("must have one of number, multiply");
            return STAND_IN;
        }
        var number = number(in);
        in.finish();
        return number;
    }

    private ValueRule number(YamlFields in) {
        if (in.has("number")) {
            return new NumberColumn(columns.column(in, "number"), numbers);
        }
        var factors = columns.columns(in, "multiply").stream()
                .map(name -> new NumberColumn(name, numbers))
                .toList();
        if (factors.size() < 2) {
            in.problemOf("multiply", "must name at least two columns");
        }
        return new Multiply(factors);
    }

    private static Map<String, Object> words(YamlFields in) {
        return in.entries(word -> word, nested -> {
            nested.problemOfAll("must be a single value");
            return "";
        });
    }
}
