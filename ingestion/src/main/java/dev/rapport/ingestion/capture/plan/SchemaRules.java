package dev.rapport.ingestion.capture.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What a schema of a plan must keep beyond JSON Schema, so that checking an event ends soon and needs nothing from
 * elsewhere: references to its own definitions only, none that leads back to itself, patterns of RE2.
 */
final class SchemaRules {
    /** Schemas in one, with every reference written out. */
    private static final long MAX_SIZE = 5_000;

    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples");
    private static final Set<String> REFUSED = Set.of("$dynamicRef", "$recursiveRef", "$id", "$schema", "$anchor");

    private final JsonNode root;
    private final BiConsumer<String, String> problems;
    private final Map<String, Long> sizes = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    private SchemaRules(JsonNode root, BiConsumer<String, String> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** @param problems gets the JSON Pointer of the place and the rule */
    static void check(JsonNode schema, BiConsumer<String, String> problems) {
        var rules = new SchemaRules(schema, problems);
        for (var definitions : DEFINITIONS) {
            schema.path(definitions)
                    .fieldNames()
                    .forEachRemaining(name -> rules.sizeOfDefinition("/" + definitions + "/" + escaped(name)));
        }
        if (rules.size(schema, "") > MAX_SIZE) {
            problems.accept("", "must be at most " + MAX_SIZE + " schemas, with every $ref written out");
        }
    }

    private long size(JsonNode node, String pointer) {
        var size = 1L;
        if (node.isObject()) {
            for (var field : node.properties()) {
                size += sizeOfKeyword(field.getKey(), field.getValue(), pointer);
            }
        } else if (node.isArray()) {
            for (var at = 0; at < node.size(); at++) {
                size += size(node.get(at), pointer + "/" + at);
            }
        }
        return Math.min(size, MAX_SIZE + 1);
    }

    private long sizeOfKeyword(String name, JsonNode value, String pointer) {
        var at = pointer + "/" + escaped(name);
        if (DATA.contains(name) || (pointer.isEmpty() && DEFINITIONS.contains(name))) {
            return 0;
        }
        if (value.isTextual() && REFUSED.contains(name) && !at.equals("/$schema")) {
            problems.accept(at, name + " cannot be used in a plan");
            return 0;
        }
        if (value.isTextual() && name.equals("pattern")) {
            requirePattern(value.textValue(), at);
        } else if (name.equals("patternProperties")) {
            value.fieldNames().forEachRemaining(pattern -> requirePattern(pattern, at + "/" + escaped(pattern)));
        }
        return value.isTextual() && name.equals("$ref") ? sizeOfReference(value.textValue(), at) : size(value, at);
    }

    private void requirePattern(String pattern, String at) {
        try {
            LinearRegex.compiled(pattern);
        } catch (IllegalArgumentException e) {
            problems.accept(at, String.valueOf(e.getMessage()));
        }
    }

    private long sizeOfReference(String reference, String at) {
        var target = reference.startsWith("#") ? reference.substring(1) : "";
        if (!target.startsWith("/") || root.at(target).isMissingNode()) {
            problems.accept(at, "$ref must name a definition of this plan: #/$defs/NAME");
            return 0;
        }
        if (open.contains(target) || !DEFINITIONS.contains(target.split("/", -1)[1])) {
            problems.accept(at, "$ref must not lead back to where it stands");
            return 0;
        }
        return sizeOfDefinition(target);
    }

    private long sizeOfDefinition(String pointer) {
        var known = sizes.get(pointer);
        if (known != null) {
            return known;
        }
        open.add(pointer);
        var size = size(root.at(pointer), pointer);
        open.remove(pointer);
        sizes.put(pointer, size);
        return size;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
