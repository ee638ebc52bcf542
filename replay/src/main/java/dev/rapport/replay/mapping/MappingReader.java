package dev.rapport.replay.mapping;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rapport.replay.mapping.CsvMapping.Condition;
import dev.rapport.replay.mapping.CsvMapping.EventRule;
import dev.rapport.replay.mapping.CsvMapping.IdColumn;
import dev.rapport.replay.mapping.ValueRule.Column;
import dev.rapport.replay.mapping.ValueRule.Constant;
import dev.rapport.replay.mapping.ValueRule.Multiply;
import dev.rapport.replay.mapping.ValueRule.NumberColumn;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a mapping file. Every problem is told with its line and column. Used once per file. */
public final class MappingReader {
    private final String file;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private CsvDialect dialect = CsvDialect.RFC_4180;

    private MappingReader(String file) {
        this.file = file;
    }

    /**
     * Reads a mapping.
     *
     * @param file name for messages
     * @throws UnusableFileException when it is not YAML or not a mapping
     */
    public static CsvMapping read(String file, String yaml) {
        return new MappingReader(file).mapping(yaml);
    }

    private CsvMapping mapping(String yaml) {
        var root = new YamlObject(file, node(yaml)).allowing("dataset", "csv", "time", "user", "anonymous", "events");
        dialect = root.optionalObject("csv").map(DialectReader::read).orElse(CsvDialect.RFC_4180);
        var time = root.optionalObject("time").map(this::time);
        var user = root.optionalObject("user").map(this::id);
        var anonymous = root.optionalObject("anonymous").map(this::id);
        var events = new ArrayList<EventRule>();
        for (var node : root.list("events")) {
            events.add(event(root.child(node)));
        }
        if (events.isEmpty()) {
            throw root.problem("events", "'events' needs at least one rule");
        }
        return new CsvMapping(root.text("dataset"), dialect, time, user, anonymous, events, columns);
    }

    private Node node(String yaml) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(yaml)
                    .orElseThrow(() -> new UnusableFileException(file + ": the file is empty"));
        } catch (MarkedYamlEngineException e) {
            var place = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new UnusableFileException(file + place + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new UnusableFileException(file + ": " + e.getMessage());
        }
    }

    private TimeColumn time(YamlObject time) {
        time.allowing("column", "format", "zone");
        ZoneId zone;
        try {
            zone = ZoneId.of(time.optionalText("zone").orElse("UTC"));
        } catch (DateTimeException e) {
            throw time.problem("zone", "'zone' must be a time zone such as Europe/London");
        }
        try {
            return new TimeColumn(
                    column(time, "column"), time.optionalText("format").orElse("iso"), zone);
        } catch (IllegalArgumentException e) {
            throw time.problem("format", "'format' must be a pattern such as yyyy-MM-dd HH:mm:ss: " + e.getMessage());
        }
    }

    private IdColumn id(YamlObject id) {
        id.allowing("column", "strip-suffix");
        return new IdColumn(
                column(id, "column"), id.optionalText("strip-suffix").orElse(""));
    }

    private EventRule event(YamlObject rule) {
        rule.allowing("when", "event", "properties", "products");
        var products = new ArrayList<Map<String, ValueRule>>();
        for (var node : rule.list("products")) {
            products.add(values(rule.child(node)));
        }
        return new EventRule(
                rule.optionalObject("when").map(this::condition),
                rule.text("event"),
                rule.optionalObject("properties").map(this::values).orElse(Map.of()),
                List.copyOf(products));
    }

    private Condition condition(YamlObject when) {
        when.allowing("column", "starts-with", "equals", "empty");
        var column = column(when, "column");
        if (when.fields().size() != 2) {
            throw when.problem("'when' needs a column and one of starts-with, equals, empty");
        }
        if (when.fields().containsKey("empty")) {
            var empty = Boolean.parseBoolean(when.text("empty"));
            return new Condition(column, empty ? Condition.Test.IS_EMPTY : Condition.Test.IS_NOT_EMPTY, "");
        }
        return when.optionalText("starts-with")
                .map(text -> new Condition(column, Condition.Test.STARTS_WITH, text))
                .orElseGet(() -> new Condition(column, Condition.Test.EQUALS, when.text("equals")));
    }

    private Map<String, ValueRule> values(YamlObject object) {
        var values = new LinkedHashMap<String, ValueRule>();
        object.fields().forEach((name, node) -> values.put(name, value(object, node)));
        return values;
    }

    private ValueRule value(YamlObject parent, Node node) {
        if (node instanceof ScalarNode scalar) {
            return constant(scalar);
        }
        var rule = parent.child(node).allowing("column", "number", "multiply");
        if (rule.fields().size() != 1) {
            throw rule.problem("expected one of column, number, multiply");
        }
        if (rule.fields().containsKey("multiply")) {
            return multiply(rule);
        }
        return rule.fields().containsKey("column")
                ? new Column(column(rule, "column"))
                : new NumberColumn(column(rule, "number"), dialect.numbers());
    }

    private Multiply multiply(YamlObject rule) {
        var factors = new ArrayList<NumberColumn>();
        for (var factor : rule.list("multiply")) {
            var column = rule.scalar(factor);
            columns.putIfAbsent(column, rule.place(factor));
            factors.add(new NumberColumn(column, dialect.numbers()));
        }
        if (factors.size() < 2) {
            throw rule.problem("multiply", "'multiply' needs at least two columns");
        }
        return new Multiply(List.copyOf(factors));
    }

    private static Constant constant(ScalarNode scalar) {
        var text = scalar.getValue();
        if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            try {
                return new Constant(DecimalNode.valueOf(new BigDecimal(text)));
            } catch (NumberFormatException e) {
                return new Constant(TextNode.valueOf(text));
            }
        }
        return new Constant(
                scalar.getTag().equals(Tag.BOOL)
                        ? BooleanNode.valueOf(Boolean.parseBoolean(text))
                        : TextNode.valueOf(text));
    }

    private String column(YamlObject object, String key) {
        var column = object.text(key);
        columns.putIfAbsent(column, object.place(key));
        return column;
    }
}
