package dev.rapport.replay.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** An object of a YAML file that knows its place in it; reading a field that breaks a rule tells where. */
final class YamlObject {
    private final String file;
    private final Node node;
    private final Map<String, Node> fields = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    YamlObject(String file, Node node) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw error(file, node, "expected keys with values");
        }
        for (var tuple : mapping.getValue()) {
            var key = scalar(tuple.getKeyNode());
            keys.put(key, tuple.getKeyNode());
            if (fields.put(key, tuple.getValueNode()) != null) {
                throw error(file, tuple.getKeyNode(), "'" + key + "' is there twice");
            }
        }
    }

    Map<String, Node> fields() {
        return fields;
    }

    /** Refuses keys that nobody reads: they are misspelt. */
    YamlObject allowing(String... known) {
        for (var key : keys.entrySet()) {
            if (!List.of(known).contains(key.getKey())) {
                throw error(
                        file,
                        key.getValue(),
                        "'" + key.getKey() + "' is not known here, expected " + String.join(", ", known));
            }
        }
        return this;
    }

    String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> optionalText(String key) {
        return Optional.ofNullable(fields.get(key)).map(this::scalar);
    }

    YamlObject object(String key) {
        return optionalObject(key).orElseThrow(() -> missing(key));
    }

    Optional<YamlObject> optionalObject(String key) {
        return Optional.ofNullable(fields.get(key)).map(value -> new YamlObject(file, value));
    }

    List<Node> list(String key) {
        var value = fields.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode sequence)) {
            throw error(file, value, "'" + key + "' must be a list");
        }
        return new ArrayList<>(sequence.getValue());
    }

    YamlObject child(Node child) {
        return new YamlObject(file, child);
    }

    String scalar(Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(file, value, "expected a single value");
    }

    String place(String key) {
        return place(file, fields.getOrDefault(key, node));
    }

    String place(Node value) {
        return place(file, value);
    }

    UnusableFileException problem(String key, String message) {
        return error(file, fields.getOrDefault(key, node), message);
    }

    UnusableFileException problem(String message) {
        return error(file, node, message);
    }

    private UnusableFileException missing(String key) {
        return problem("'" + key + "' is missing");
    }

    private static UnusableFileException error(String file, Node node, String message) {
        return new UnusableFileException(place(file, node) + ": " + message);
    }

    private static String place(String file, Node node) {
        return node.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(file);
    }
}
