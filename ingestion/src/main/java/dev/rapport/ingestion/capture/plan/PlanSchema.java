package dev.rapport.ingestion.capture.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A JSON Schema, compiled. It reads nothing but itself: the registry has no loader that could. Thread-safe. */
final class PlanSchema {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(new LinearRegex())
                            .formatAssertionsEnabled(true)
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ENGLISH)
                            .build())
                    .schemaCacheEnabled(false));

    private static final int MAX_TEXT = 80;
    private static final int MAX_PATH = 200;

    private final Schema schema;

    private PlanSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * The rule that a value breaks.
     *
     * @param keyword of JSON Schema
     * @param path    JSON Pointer from the value, at most {@value PlanSchema#MAX_PATH} characters
     * @param detail  keyword with its value, or the field that it is about; no values of the event
     */
    record Broken(String keyword, String path, String detail) {}

    /**
     * Compiles a schema that keeps the {@link SchemaRules}.
     *
     * @param problems gets the JSON Pointer of a place in the schema and what is wrong there
     */
    static Optional<PlanSchema> compile(ObjectNode json, BiConsumer<String, String> problems) {
        var dialect = dialect(json);
        if (dialect.isEmpty()) {
            problems.accept("/$schema", "must be a draft of JSON Schema, 4 to 2020-12");
            return Optional.empty();
        }
        try {
            var rules = REGISTRY.getSchema(SchemaLocation.of(dialect.get().getDialectId()))
                    .validate(json);
            if (!rules.isEmpty()) {
                var rule = rules.get(0);
                problems.accept(rule.getInstanceLocation().toString(), "is not JSON Schema: " + rule.getMessage());
                return Optional.empty();
            }
            var schema = REGISTRY.getSchema(json);
            schema.initializeValidators();
            return Optional.of(new PlanSchema(schema));
        } catch (SchemaException | IllegalArgumentException e) {
            problems.accept("", "is not a schema: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The first rule that a value breaks; empty when it keeps all. */
    Optional<Broken> check(JsonNode value) {
        var errors = schema.validate(value, context -> context.executionConfig(config -> config.failFast(true)));
        return errors.stream().findFirst().map(PlanSchema::broken);
    }

    private static Optional<SpecificationVersion> dialect(ObjectNode json) {
        var named = json.path("$schema").asText("");
        return named.isEmpty()
                ? Optional.of(SpecificationVersion.DRAFT_2020_12)
                : Arrays.stream(SpecificationVersion.values())
                        .filter(version -> sameDraft(version.getDialectId(), named))
                        .findFirst();
    }

    private static boolean sameDraft(String one, String other) {
        return one.replaceAll("^http:|#$", "").equals(other.replaceAll("^http:|#$", ""));
    }

    /** Not the library's message: it may quote the value. */
    private static Broken broken(Error error) {
        var keyword = String.valueOf(error.getKeyword());
        var property = error.getProperty();
        var rule = error.getSchemaNode() == null
                ? ""
                : ": " + cut(error.getSchemaNode().toString(), MAX_TEXT);
        return new Broken(
                keyword,
                cut(error.getInstanceLocation().toString(), MAX_PATH),
                property == null ? keyword + rule : keyword + " of " + cut(property, MAX_TEXT));
    }

    private static String cut(String text, int max) {
        return text.length() > max ? text.substring(0, max) + "…" : text;
    }
}
