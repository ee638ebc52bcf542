package dev.rapport.runtime.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of any shape: what another language, such as JSON Schema, has the say over.
 *
 * @param value  a {@code Map}, {@code List}, {@code String}, {@code Integer}, {@code BigInteger}, {@code BigDecimal},
 *     {@code Boolean} or null
 * @param places where each value in it stands, by its JSON Pointer (RFC 6901)
 */
public record YamlTree(@Nullable Object value, Map<String, YamlPlace> places) {
    /** With aliases a few lines can be more than any memory holds. */
    private static final int MAX_VALUES = 50_000;

    private static final int MAX_DEPTH = 100;

    /** The value without what is wrong in it, which goes to the problems. */
    static YamlTree of(Node node, List<YamlProblem> problems) {
        var reading = new Reading(problems);
        var value = reading.value(node, "", 0);
        return new YamlTree(value, Map.copyOf(reading.places));
    }

    /** Where a value stands, or the nearest around it. */
    public YamlPlace placeOf(String pointer) {
        var at = pointer;
        while (!places.containsKey(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return places.get(at);
    }

    private static final class Reading {
        private final Map<String, YamlPlace> places = new HashMap<>();
        private final List<YamlProblem> problems;
        private int values;

        Reading(List<YamlProblem> problems) {
            this.problems = problems;
        }

        @Nullable Object value(Node node, String pointer, int depth) {
            places.put(pointer, YamlPlace.of(node));
            values++;
            if (depth > MAX_DEPTH || values == MAX_VALUES) {
                problem(node, "must have at most " + MAX_DEPTH + " levels and " + MAX_VALUES + " values");
            }
            if (depth > MAX_DEPTH || values >= MAX_VALUES) {
                return null;
            }
            if (node instanceof MappingNode mapping) {
                return fields(mapping, pointer, depth);
            }
            if (node instanceof SequenceNode sequence) {
                var items = new ArrayList<@Nullable Object>();
                for (var item : sequence.getValue()) {
                    items.add(value(item, pointer + "/" + items.size(), depth + 1));
                }
                return items;
            }
            return node instanceof ScalarNode scalar ? scalar(scalar) : null;
        }

        private Map<String, @Nullable Object> fields(MappingNode mapping, String pointer, int depth) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            for (var field : mapping.getValue()) {
                var key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (fields.containsKey(key)) {
                    problem(field.getKeyNode(), key + ": is given twice");
                }
                var below = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                fields.put(key, value(field.getValueNode(), below, depth + 1));
            }
            return fields;
        }

        private void problem(Node node, String message) {
            var place = YamlPlace.of(node);
            problems.add(new YamlProblem(place.line(), place.column(), message));
        }

        private static @Nullable Object scalar(ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.NULL)) {
                return null;
            }
            var value = YamlText.value(scalar);
            return value instanceof BigDecimal number && scalar.getTag().equals(Tag.INT)
                    ? whole(number.toBigInteger())
                    : value;
        }

        private static Object whole(BigInteger number) {
            return number.bitLength() < Integer.SIZE ? (Object) number.intValue() : number;
        }
    }
}
