package dev.rapport.runtime.mapping.definition;

import dev.rapport.runtime.mapping.CsvDialect;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.Mapping.IdColumn;
import dev.rapport.runtime.mapping.Rule;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import dev.rapport.schemas.id.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a mapping file; all its problems are reported together. Used once per file. */
public final class MappingReader {
    private final Columns columns;
    private final String fingerprint;

    private MappingReader(String file, String yaml) {
        this.columns = new Columns(file);
        this.fingerprint = Sha256.hex(yaml);
    }

    /**
     * Reads a mapping.
     *
     * @param file name for messages
     * @throws UnusableFileException when it is not YAML or not a mapping, with a line for every problem
     */
    public static Mapping read(String file, String yaml) {
        var problems = new ArrayList<YamlProblem>();
        Mapping mapping;
        try {
            mapping = new MappingReader(file, yaml).mapping(YamlFields.parse(yaml, "the file", problems));
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

    private Mapping mapping(YamlFields in) {
        var dataset = in.text("dataset", null);
        var dialect = in.mapping("csv").map(DialectReader::read).orElse(CsvDialect.RFC_4180);
        var key = columns.columns(in, "key");
        var time = in.mapping("time").map(fields -> columns.time(fields, "column"));
        var user = in.mapping("user").map(this::id);
        var anonymous = in.mapping("anonymous").map(this::id);
        var conditions = new ConditionReader(columns, dialect.numbers());
        var when = conditions.when(in);
        var rules = new RuleReader(columns, conditions, new ValueReader(columns, dialect.numbers())).rules(in);
        if (user.isEmpty() && anonymous.isEmpty() && rules.stream().anyMatch(MappingReader::needsCustomer)) {
            in.problemOf("user", "is missing, or anonymous: whose customer record a row is");
        }
        in.finish();
        return new Mapping(dataset, dialect, key, time, user, anonymous, when, rules, columns.places(), fingerprint);
    }

    private static boolean needsCustomer(Rule rule) {
        return rule instanceof Rule.Customer
                || (rule instanceof Rule.Deletion deletion && deletion.product().isEmpty());
    }

    private IdColumn id(YamlFields in) {
        var id = new IdColumn(columns.column(in, "column"), in.text("strip-suffix", ""), in.text("prefix", ""));
        in.finish();
        return id;
    }
}
