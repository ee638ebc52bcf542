package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.topic.TopicSource.Converter;
import dev.rapport.ingestion.capture.topic.TopicSource.Format;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.Rule;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.mapping.definition.MappingReader;
import dev.rapport.runtime.value.FileFault;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the file of topics; all its problems are reported together, those of mapping files after them. */
final class TopicsFile {
    private static final String MAPPING = "mapping";
    private static final String MAPPINGS = "mappings";

    private final Path folder;
    private final List<YamlProblem> problems = new ArrayList<>();
    private final List<String> ofMappings = new ArrayList<>();
    private final Map<Path, Mapping> read = new LinkedHashMap<>();
    private final Set<String> topics = new HashSet<>();

    private TopicsFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a file; mappings are found beside it.
     *
     * @throws UnusableFileException with a line for every problem: file, line, column, key and rule
     */
    static List<TopicSource> read(Path file) {
        var text = text(file);
        var reader = new TopicsFile(file.resolveSibling(""));
        List<TopicSource> sources = List.of();
        try {
            sources = reader.sources(YamlFields.parse(text, "the file of topics", reader.problems));
        } catch (YamlException e) {
            reader.problems.add(e.problem());
        }
        reader.problems.sort(YamlProblem.IN_ORDER);
        var lines = Stream.concat(
                        reader.problems.stream()
                                .map(problem -> file + ":" + problem.line() + ":" + problem.column() + ": "
                                        + problem.message()),
                        reader.ofMappings.stream())
                .collect(Collectors.joining(System.lineSeparator()));
        if (!lines.isEmpty()) {
            throw new UnusableFileException(lines);
        }
        return sources;
    }

    private List<TopicSource> sources(YamlFields in) {
        var sources = in.requiredMappings("topics").stream().map(this::source).toList();
        if (in.has("topics") && sources.isEmpty()) {
            in.problemOf("topics", "must have at least one topic");
        }
        in.finish();
        return sources;
    }

    private TopicSource source(YamlFields in) {
        var topic = in.text("topic", null);
        if (!topic.isEmpty() && !topics.add(topic)) {
            in.problemOf("topic", "is given twice; a topic has one source");
        }
        var format = in.parsed("format", null, text -> of(Format.class, text), Format.DEBEZIUM);
        var source = in.text("source", null);
        var values = in.parsed("converter", Converter.JSON, text -> of(Converter.class, text), Converter.JSON);
        var keys = in.parsed("key-converter", values, text -> of(Converter.class, text), values);
        var tombstones = in.parsed("tombstones", false, TopicsFile::tombstones, false);
        var mappings = mappings(in);
        if (format == Format.CLOUDEVENTS) {
            if (!mappings.isEmpty()) {
                in.problemOfAll("events of the format cloudevents are not mapped");
            }
        } else if (!in.has(MAPPING) && !in.has(MAPPINGS)) {
            in.problemOfAll("must have mapping or mappings: what the rows of "
                    + format.name().toLowerCase(Locale.ROOT) + " become");
        }
        in.finish();
        return new TopicSource(topic, format, source, values, keys, tombstones, mappings);
    }

    private Map<String, Mapping> mappings(YamlFields in) {
        var mappings = new LinkedHashMap<String, Mapping>();
        in.optionalText(MAPPING)
                .flatMap(name -> mapping(in, MAPPING, name))
                .ifPresent(mapping -> mappings.put(TopicSource.ANY, mapping));
        in.mapping(MAPPINGS).ifPresent(byTable -> byTable.entries(Object::toString, nested -> "")
                .forEach((table, name) ->
                        mapping(byTable, table, name).ifPresent(mapping -> mappings.put(table, mapping))));
        return mappings;
    }

    private Optional<Mapping> mapping(YamlFields in, String key, String name) {
        var file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            in.problemOf(key, "there is no file " + file);
            return Optional.empty();
        }
        try {
            var mapping = read.computeIfAbsent(file, unread -> MappingReader.read(unread.toString(), text(unread)));
            if (!mapping.key().isEmpty()) {
                in.problemOf(key, name + " has a key: the changes of a row would count as one");
            }
            if (mapping.rules().stream().anyMatch(TopicsFile::deletesEverything)) {
                in.problemOf(key, name + " has a deletion without when: give it {column: $operation, equals: delete}");
            }
            if (mapping.rules().stream().anyMatch(TopicsFile::repeatsConsent)) {
                in.problemOf(
                        key,
                        name
                                + " has a consent as of $time: take its column as changed.COLUMN, or every change of the row"
                                + " would give it anew");
            }
            return Optional.of(mapping);
        } catch (UnusableFileException e) {
            ofMappings.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean deletesEverything(Rule rule) {
        return rule instanceof Rule.Deletion && rule.when().isEmpty();
    }

    private static boolean repeatsConsent(Rule rule) {
        return rule instanceof Rule.Customer customer
                && customer.consents().stream()
                        .anyMatch(consent -> consent.date().column().equals("$time")
                                && consent.column()
                                        .filter(column -> column.startsWith("changed."))
                                        .isEmpty());
    }

    private static boolean tombstones(String text) {
        if (!text.equals("delete") && !text.equals("ignore")) {
            throw new IllegalArgumentException("must be ignore or delete, not '" + text + "'");
        }
        return text.equals("delete");
    }

    private static <E extends Enum<E>> E of(Class<E> type, String text) {
        return Stream.of(type.getEnumConstants())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Stream.of(type.getEnumConstants())
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ", not '" + text + "'"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnusableFileException(FileFault.unreadable(file, e));
        }
    }
}
