package dev.rapport.enrichment.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import dev.rapport.runtime.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON Schema says what the reader says. For each mapping of a campaign that has all of them, a planted key is refused by
 * both, and the keys that the reader then names are those of the schema.
 */
class CampaignSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLANTED = "planted-key";
    private static final Pattern EXPECTED = Pattern.compile("there is no such key, expected ([^;]*)");
    private static final Path FULL = Path.of("src/test/resources/campaigns/full");
    private static final Path EXAMPLES = Path.of("../examples/campaigns");

    private static final JsonNode TEXT = json(CampaignSchema.json());
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(TEXT);

    /** Campaigns that together have every mapping, by file. */
    static Stream<Path> full() throws IOException {
        try (var files = Files.list(FULL)) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("full")
    void knowsTheKeysThatTheReaderKnows(Path file) throws IOException {
        // Given
        var campaign = (ObjectNode) json(asJson(Files.readString(file)));
        assertThat(CampaignYaml.validate(campaign.toString())).isEmpty();
        assertThat(SCHEMA.validate(campaign)).isEmpty();
        for (var place : mappings(campaign, "").entrySet()) {
            // When
            place.getValue().put(PLANTED, "x");
            var ofReader = CampaignYaml.validate(campaign.toString());
            var ofSchema = SCHEMA.validate(campaign);
            place.getValue().remove(PLANTED);
            // Then
            assertThat(ofReader).as(place.getKey()).anyMatch(problem -> problem.message()
                    .contains(PLANTED));
            assertThat(ofSchema)
                    .as("%s: the schema takes an unknown key", place.getKey())
                    .isNotEmpty();
            assertThat(expected(ofReader))
                    .as("keys of %s: reader (actual) and campaign.schema.json (expected)", place.getKey())
                    .containsExactlyElementsOf(keys(place.getKey()));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void holdsForTheExamples(Path file) throws IOException {
        // Given
        var text = Files.readString(file);
        // Then
        assertThat(CampaignYaml.validate(text)).isEmpty();
        assertThat(SCHEMA.validate(json(asJson(text)))).isEmpty();
        assertThat(text).startsWith("# yaml-language-server: $schema=");
    }

    @Test
    void holdsForTheBundledCampaigns() {
        assertThat(CampaignFiles.load(Optional.empty())).allSatisfy(file -> {
            assertThat(SCHEMA.validate(json(asJson(file.yaml())))).isEmpty();
            assertThat(file.yaml()).startsWith("# yaml-language-server: $schema=../campaign.schema.json\n");
        });
    }

    /** Every mapping by its path in the schema: items of a list are one place. */
    private static Map<String, ObjectNode> mappings(JsonNode value, String path) {
        var found = new LinkedHashMap<String, ObjectNode>();
        if (value instanceof ObjectNode mapping) {
            found.put(path, mapping);
            mapping.properties()
                    .forEach(field -> found.putAll(mappings(field.getValue(), path + "/" + field.getKey())));
        } else if (value instanceof ArrayNode list && !list.isEmpty()) {
            found.putAll(mappings(list.get(0), path + "/*"));
        }
        return found;
    }

    private static List<String> expected(List<YamlProblem> problems) {
        var keys = new TreeSet<String>();
        for (var problem : problems) {
            var names = EXPECTED.matcher(problem.message());
            if (problem.message().contains(PLANTED) && names.find()) {
                keys.addAll(List.of(names.group(1).split(", ")));
            }
        }
        return List.copyOf(keys);
    }

    private static List<String> keys(String path) {
        var at = List.of(TEXT);
        for (var step : path.split("/")) {
            if (!step.isEmpty()) {
                at = at.stream().flatMap(schema -> below(schema, step)).toList();
            }
        }
        var keys = new TreeSet<String>();
        at.forEach(schema -> alternatives(schema)
                .forEach(one -> one.path("properties").fieldNames().forEachRemaining(keys::add)));
        return List.copyOf(keys);
    }

    private static Stream<JsonNode> below(JsonNode schema, String step) {
        return alternatives(schema)
                .map(one -> step.equals("*")
                        ? one.path("items")
                        : one.path("properties").path(step))
                .filter(one -> !one.isMissingNode());
    }

    /** A schema, or those that it chooses from. */
    private static Stream<JsonNode> alternatives(JsonNode schema) {
        var all = new ArrayList<JsonNode>();
        all.add(schema);
        if (schema.has("$ref")) {
            all.addAll(alternatives(TEXT.at(schema.get("$ref").asText().substring(1)))
                    .toList());
        }
        for (var choice : List.of("oneOf", "anyOf")) {
            schema.path(choice).forEach(one -> all.addAll(alternatives(one).toList()));
        }
        return all.stream();
    }

    private static String asJson(String yaml) {
        try {
            var wrapped =
                    "all:\n" + yaml.lines().map(line -> "  " + line + "\n").reduce("", String::concat);
            var tree = YamlFields.parse(wrapped, "a test", new ArrayList<>())
                    .tree("all")
                    .map(YamlTree::value)
                    .orElseThrow();
            return JSON.writeValueAsString(tree);
        } catch (IOException | YamlException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
