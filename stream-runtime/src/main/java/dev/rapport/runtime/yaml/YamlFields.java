package dev.rapport.runtime.yaml;

import dev.rapport.runtime.value.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping read by expectation; what does not fit becomes a problem and reading goes on with a stand-in. */
public final class YamlFields {
    private final YamlPlace place;
    private final String path;
    private final List<YamlProblem> problems;
    private final boolean isMapping;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> unread = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /** @param name of the mapping in messages */
    YamlFields(Node node, String path, String name, List<YamlProblem> problems) {
        this.place = YamlPlace.of(node);
        this.path = path;
        this.problems = problems;
        this.isMapping = node instanceof MappingNode;
        if (!(node instanceof MappingNode mapping)) {
            problem(place, name + " must be a mapping of keys to values");
            return;
        }
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, tuple.getValueNode()) != null) {
                problem(YamlPlace.of(tuple.getKeyNode()), pathOf(key) + ": is given twice");
            }
            unread.put(key, tuple.getKeyNode());
        }
    }

    /**
     * The mapping that a text is. JSON is YAML too.
     *
     * @param name     of the text in messages, {@code a campaign}
     * @param problems where those of the reading go
     * @throws YamlException when it is not YAML
     */
    public static YamlFields parse(String text, String name, List<YamlProblem> problems) throws YamlException {
        return new YamlFields(YamlText.compose(text, name), "", name, problems);
    }

    /** A text; a missing one is a problem unless there is a default. */
    public String text(String key, @Nullable String defaultValue) {
        return parsed(key, defaultValue, Function.identity(), "");
    }

    /** A text, if it is there. */
    public Optional<String> optionalText(String key) {
        return optional(key, Function.identity(), "");
    }

    /** A value that is read from its text, if it is there. */
    public <T> Optional<T> optional(String key, Function<String, T> parse, T standIn) {
        return take(key).map(value -> scalar(value, pathOf(key), parse, standIn));
    }

    /** A value that is read from its text; {@code parse} refuses with an {@link IllegalArgumentException}. */
    public <T> T parsed(String key, @Nullable T defaultValue, Function<String, T> parse, T standIn) {
        var value = take(key);
        if (value.isEmpty()) {
            if (defaultValue == null) {
                missing(key);
            }
            return defaultValue == null ? standIn : defaultValue;
        }
        return scalar(value.get(), pathOf(key), parse, defaultValue == null ? standIn : defaultValue);
    }

    /** A list of texts; a missing one is a problem unless there is a default. */
    public List<String> texts(String key, @Nullable List<String> defaultValue) {
        var value = take(key);
        if (value.isEmpty()) {
            if (defaultValue == null) {
                missing(key);
            }
            return defaultValue == null ? List.of() : defaultValue;
        }
        var texts = new ArrayList<String>();
        for (var item : items(value.get(), pathOf(key))) {
            texts.add(scalar(item, pathOf(key), Function.identity(), ""));
        }
        return texts;
    }

    /** A list, empty when it is missing, of values that are read from their text; each is refused at its own place. */
    public <T> List<T> eachOf(String key, Function<String, T> parse) {
        var parsed = new ArrayList<T>();
        take(key).ifPresent(list -> {
            for (var item : items(list, pathOf(key))) {
                scalar(item, pathOf(key), text -> Optional.of(parse.apply(text)), Optional.<T>empty())
                        .ifPresent(parsed::add);
            }
        });
        return parsed;
    }

    /** A list of mappings, empty when it is missing. */
    public List<YamlFields> mappings(String key) {
        var mappings = new ArrayList<YamlFields>();
        take(key).ifPresent(list -> {
            for (var item : items(list, pathOf(key))) {
                mappings.add(child(item, pathOf(key) + "[" + mappings.size() + "]"));
            }
        });
        return mappings;
    }

    /** A mapping, or a list of them; empty when it is missing. */
    public List<YamlFields> mappingOrMappings(String key) {
        return values.get(key) instanceof SequenceNode
                ? mappings(key)
                : mapping(key).map(List::of).orElse(List.of());
    }

    /** A list of mappings, which must be there. */
    public List<YamlFields> requiredMappings(String key) {
        if (!has(key)) {
            missing(key);
        }
        return mappings(key);
    }

    /** A mapping, if it is there. */
    public Optional<YamlFields> mapping(String key) {
        return take(key).map(value -> child(value, pathOf(key)));
    }

    /** A mapping, which must be there. */
    public Optional<YamlFields> requiredMapping(String key) {
        if (!has(key)) {
            missing(key);
        }
        return mapping(key);
    }

    /**
     * Reads a mapping whose keys are for its author to choose.
     *
     * @param scalar  of a single value: a {@code Boolean}, a {@code BigDecimal}, otherwise its text
     * @param mapping of keys with values of their own
     */
    public <T> Map<String, T> entries(Function<Object, T> scalar, Function<YamlFields, T> mapping) {
        var entries = new LinkedHashMap<String, T>();
        values.forEach((key, value) -> {
            unread.remove(key);
            entries.put(key, either(key, value, scalar, mapping));
        });
        return entries;
    }

    /** A single value, as what it looks like, or a mapping, if it is there; see {@link #entries}. */
    public <T> Optional<T> valueOrMapping(String key, Function<Object, T> scalar, Function<YamlFields, T> mapping) {
        return take(key).map(value -> either(key, value, scalar, mapping));
    }

    /** A text, or a list of them; empty when it is missing. */
    public List<String> textOrTexts(String key) {
        return values.get(key) instanceof ScalarNode
                ? optionalText(key).map(List::of).orElse(List.of())
                : texts(key, List.of());
    }

    /** A value of any shape, if it is there. */
    public Optional<YamlTree> tree(String key) {
        return take(key).map(value -> YamlTree.of(value, problems));
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Where a value stands, or this mapping when it is missing. */
    public YamlPlace placeOf(String key) {
        return Optional.ofNullable(values.get(key))
                .map(node -> YamlPlace.of(node, place.column()))
                .orElse(place);
    }

    /** Where the items of a list stand; empty when it is missing. */
    public List<YamlPlace> placesIn(String key) {
        return values.get(key) instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(YamlPlace::of).toList()
                : List.of();
    }

    /** Ends the reading: keys that were not read are problems. */
    public void finish() {
        unread.forEach((key, keyNode) -> problem(
                YamlPlace.of(keyNode),
                pathOf(key) + ": there is no such key, expected " + String.join(", ", known)
                        + Nearest.hint(key, known)));
    }

    /** Reports a broken rule of a value. */
    public void problemOf(String key, String rule) {
        problemOfMapping(placeOf(key), pathOf(key) + ": " + rule);
    }

    /** Reports a broken rule of this mapping as a whole; it is not that of a text. */
    public void problemOfAll(String rule) {
        problemOfMapping(place, path + ": " + rule);
    }

    /** Reports a broken rule. */
    public void problem(YamlPlace at, String message) {
        problems.add(new YamlProblem(at.line(), at.column(), message));
    }

    /** The key with those of the mappings around it, {@code csv.delimiter}. */
    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private <T> T either(String key, Node value, Function<Object, T> scalar, Function<YamlFields, T> mapping) {
        return value instanceof ScalarNode single
                ? scalar.apply(YamlText.value(single))
                : mapping.apply(child(value, pathOf(key)));
    }

    private YamlFields child(Node node, String childPath) {
        return new YamlFields(node, childPath, childPath + ":", problems);
    }

    private void missing(String key) {
        known.add(key);
        problemOfMapping(place, pathOf(key) + ": is missing");
    }

    /** Of what is not a mapping, that is reported and nothing else. */
    private void problemOfMapping(YamlPlace at, String message) {
        if (isMapping) {
            problem(at, message);
        }
    }

    private Optional<Node> take(String key) {
        known.add(key);
        unread.remove(key);
        return Optional.ofNullable(values.get(key));
    }

    private List<Node> items(Node value, String valuePath) {
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(YamlPlace.of(value), valuePath + ": must be a list");
        return List.of();
    }

    private <T> T scalar(Node value, String valuePath, Function<String, T> parse, T standIn) {
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problem(YamlPlace.of(value), valuePath + ": must be a single value");
            return standIn;
        }
        try {
            return parse.apply(scalar.getValue());
        } catch (NumberFormatException e) {
            problem(YamlPlace.of(value), valuePath + ": '" + scalar.getValue() + "' is not a number");
        } catch (IllegalArgumentException e) {
            problem(YamlPlace.of(value), valuePath + ": " + e.getMessage());
        }
        return standIn;
    }
}
