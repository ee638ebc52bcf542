package dev.rapport.replay.mapping.definition;

import dev.rapport.replay.mapping.CsvDialect;
import dev.rapport.replay.mapping.CsvMapping;
import dev.rapport.replay.mapping.CsvMapping.Condition;
import dev.rapport.replay.mapping.CsvMapping.EventRule;
import dev.rapport.replay.mapping.CsvMapping.IdColumn;
import dev.rapport.replay.mapping.TimeColumn;
import dev.rapport.replay.mapping.UnusableFileException;
import dev.rapport.replay.mapping.ValueRule;
import dev.rapport.replay.mapping.ValueRule.Column;
import dev.rapport.replay.mapping.ValueRule.Constant;
import dev.rapport.replay.mapping.ValueRule.Multiply;
import dev.rapport.replay.mapping.ValueRule.NumberColumn;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlPlace;
import dev.rapport.runtime.yaml.YamlProblem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a mapping file; all its problems are reported together. Used once per file. */
public final class MappingReader {
    private static final ValueRule STAND_IN = new Constant("");
    private static final List<String> TESTS = List.of("starts-with", "equals", "empty");

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
     * @throws UnusableFileException when it is not YAML or not a mapping, with a line for every problem
     */
    public static CsvMapping read(String file, String yaml) {
        var problems = new ArrayList<YamlProblem>();
        CsvMapping mapping;
        try {
            mapping = new MappingReader(file).mapping(YamlFields.parse(yaml, "the file", problems));
        } catch (YamlException e) {
            throw unusable(file, List.of(e.problem()));
        }
        if (!problems.isEmpty()) {
            problems.sort(YamlProblem.IN_ORDER);
            throw unusable(file, problems);
        }
        return mapping;
    }

    private static UnusableFileException unusable(String file, List<YamlProblem> problems) {
        return new UnusableFileException(problems.stream()
                .map(problem -> file + ":" + problem.line() + ":" + problem.column() + ": " + problem.message())
                .collect(Collectors.joining(System.lineSeparator())));
    }

    private CsvMapping mapping(YamlFields in) {
        var dataset = in.text("dataset", null);
        dialect = in.mapping("csv").map(DialectReader::read).orElse(CsvDialect.RFC_4180);
        var time = in.mapping("time").map(this::time);
        var user = in.mapping("user").map(this::id);
        var anonymous = in.mapping("anonymous").map(this::id);
        var events = in.requiredMappings("events").stream().map(this::event).toList();
        if (in.has("events") && events.isEmpty()) {
            in.problemOf("events", "must have at least one rule");
        }
        in.finish();
        return new CsvMapping(dataset, dialect, time, user, anonymous, events, columns);
    }

    private TimeColumn time(YamlFields in) {
        var column = column(in, "column");
        var format = in.parsed("format", "iso", MappingReader::timeFormat, "iso");
        var zone = in.parsed("zone", ZoneOffset.UTC, MappingReader::zone, ZoneOffset.UTC);
        in.finish();
        return new TimeColumn(column, format, zone);
    }

    private static String timeFormat(String text) {
        try {
            return new TimeColumn("", text, ZoneOffset.UTC).format();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a pattern such as yyyy-MM-dd HH:mm:ss: " + e.getMessage(), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as Europe/London, not '" + text + "'", e);
        }
    }

    private IdColumn id(YamlFields in) {
        var id = new IdColumn(column(in, "column"), in.text("strip-suffix", ""));
        in.finish();
        return id;
    }

    private EventRule event(YamlFields in) {
        var when = in.mapping("when").map(this::condition);
        var name = in.text("event", null);
        var properties = in.mapping("properties").map(this::values).orElse(Map.of());
        var products = in.mappings("products").stream().map(this::values).toList();
        in.finish();
        return new EventRule(when, name, properties, products);
    }

    private Condition condition(YamlFields in) {
        var column = column(in, "column");
        if (TESTS.stream().filter(in::has).count() != 1) {
            in.problemOfAll("must have a column and one of " + String.join(", ", TESTS));
        }
        var prefix =
                in.optionalText("starts-with").map(text -> new Condition(column, Condition.Test.STARTS_WITH, text));
        var value = in.optionalText("equals").map(text -> new Condition(column, Condition.Test.EQUALS, text));
        var isEmpty = in.parsed("empty", false, Boolean::parseBoolean, false);
        in.finish();
        var test = isEmpty ? Condition.Test.IS_EMPTY : Condition.Test.IS_NOT_EMPTY;
        return prefix.or(() -> value).orElseGet(() -> new Condition(column, test, ""));
    }

    private Map<String, ValueRule> values(YamlFields in) {
        return in.entries(Constant::new, this::value);
    }

    private ValueRule value(YamlFields in) {
        var column = in.optionalText("column").map(name -> named(in.placeOf("column"), name));
        var number = in.optionalText("number").map(name -> named(in.placeOf("number"), name));
        var factors = factors(in);
        in.finish();
        if (List.of(in.has("column"), in.has("number"), in.has("multiply")).stream()
                        .filter(isThere -> isThere)
                        .count()
                != 1) {
            in.problemOfAll("must have one of column, number, multiply");
            return STAND_IN;
        }
        if (in.has("multiply")) {
            return new Multiply(factors);
        }
        return column.<ValueRule>map(Column::new)
                .orElseGet(() -> new NumberColumn(number.orElse(""), dialect.numbers()));
    }

    private List<NumberColumn> factors(YamlFields in) {
        var names = in.texts("multiply", List.of());
        var places = in.placesIn("multiply");
        var factors = new ArrayList<NumberColumn>();
        for (var i = 0; i < names.size(); i++) {
            factors.add(new NumberColumn(named(places.get(i), names.get(i)), dialect.numbers()));
        }
        if (in.has("multiply") && factors.size() < 2) {
            in.problemOf("multiply", "must name at least two columns");
        }
        return List.copyOf(factors);
    }

    private String column(YamlFields in, String key) {
        return named(in.placeOf(key), in.text(key, null));
    }

    /** Notes where the mapping names a column. */
    private String named(YamlPlace place, String column) {
        columns.putIfAbsent(column, file + ":" + place.line() + ":" + place.column());
        return column;
    }
}
