package dev.rapport.enrichment.campaign.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML mapping read by expectation; what does not fit becomes a problem and reading goes on with a stand-in. */
final class YamlFields {
    private static final int INDENT = 2;

    private final Node node;
    private final String path;
    private final List<CampaignProblem> problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> unread = new LinkedHashMap<>();

    YamlFields(Node node, String path, List<CampaignProblem> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problem(node, (path.isEmpty() ? "a campaign" : path + ":") + " must be a mapping of keys to values");
            return;
        }
        for (var tuple : mapping.getValue()) {
            var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), pathOf(key) + ": is given twice");
            }
            unread.put(key, tuple.getKeyNode());
        }
    }

    /** A text; a missing one is a problem unless there is a default. */
    String text(String key, @Nullable String defaultValue) {
        return parsed(key, defaultValue, Function.identity(), "");
    }

    /** A value that is read from its text; {@code parse} refuses with an {@link IllegalArgumentException}. */
    <T> T parsed(String key, @Nullable T defaultValue, Function<String, T> parse, T standIn) {
        var value = take(key);
        if (value.isEmpty()) {
            if (defaultValue == null) {
                problem(node, pathOf(key) + ": is missing");
            }
            return defaultValue == null ? standIn : defaultValue;
        }
        return scalar(value.get(), pathOf(key), parse, defaultValue == null ? standIn : defaultValue);
    }

    /** A list of texts; a missing one is a problem unless there is a default. */
    List<String> texts(String key, @Nullable List<String> defaultValue) {
        var value = take(key);
        if (value.isEmpty()) {
            if (defaultValue == null) {
                problem(node, pathOf(key) + ": is missing");
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
    <T> List<T> eachOf(String key, Function<String, T> parse) {
        var values = new ArrayList<T>();
        take(key).ifPresent(list -> {
            for (var item : items(list, pathOf(key))) {
                scalar(item, pathOf(key), text -> Optional.of(parse.apply(text)), Optional.<T>empty())
                        .ifPresent(values::add);
            }
        });
        return values;
    }

    /** A list of mappings, which has to be there. */
    List<YamlFields> mappings(String key) {
        var value = take(key);
        if (value.isEmpty()) {
            problem(node, pathOf(key) + ": is missing");
            return List.of();
        }
        var mappings = new ArrayList<YamlFields>();
        for (var item : items(value.get(), pathOf(key))) {
            mappings.add(new YamlFields(item, pathOf(key) + "[" + mappings.size() + "]", problems));
        }
        return mappings;
    }

    /** A mapping, if it is there. */
    Optional<YamlFields> mapping(String key) {
        return take(key).map(value -> new YamlFields(value, pathOf(key), problems));
    }

    /** A mapping, which has to be there. */
    Optional<YamlFields> requiredMapping(String key) {
        var mapping = mapping(key);
        if (mapping.isEmpty()) {
            problem(node, pathOf(key) + ": is missing");
        }
        return mapping;
    }

    /** Where a value stands, or this mapping when it is missing. */
    Node placeOf(String key) {
        return values.getOrDefault(key, node);
    }

    /** Ends the reading: keys that nobody asked for are problems. */
    void finish() {
        unread.forEach((key, keyNode) -> problem(keyNode, pathOf(key) + ": there is no such key"));
    }

    void problem(Node at, String message) {
        var mark = at.getStartMark();
        problems.add(new CampaignProblem(
                mark.map(place -> place.getLine() + 1).orElse(1),
                mark.map(place -> place.getColumn() + 1).orElse(1),
                message));
    }

    /** A problem inside a block scalar, which starts on the line after its indicator and is indented by two. */
    void problemInBlock(Node block, int line, int column, String message) {
        var first = block.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        problems.add(new CampaignProblem(first + line, INDENT + Math.max(column, 1), message));
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Optional<Node> take(String key) {
        unread.remove(key);
        return Optional.ofNullable(values.get(key));
    }

    private List<Node> items(Node value, String valuePath) {
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(value, valuePath + ": must be a list");
        return List.of();
    }

    private <T> T scalar(Node value, String valuePath, Function<String, T> parse, T standIn) {
        if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problem(value, valuePath + ": must be a single value");
            return standIn;
        }
        try {
            return parse.apply(scalar.getValue());
        } catch (NumberFormatException e) {
            problem(value, valuePath + ": '" + scalar.getValue() + "' is not a number");
        } catch (IllegalArgumentException e) {
            problem(value, valuePath + ": " + e.getMessage());
        }
        return standIn;
    }
}
