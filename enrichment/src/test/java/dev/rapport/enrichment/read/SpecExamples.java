package dev.rapport.enrichment.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.testkit.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Example payloads of Segment's own documentation, where a developer has it: JSON, and calls in its pages' JavaScript. */
final class SpecExamples {
    private static final Pattern TRACK_CALL =
            Pattern.compile("analytics\\.track\\(\\s*(['\"])(.*?)\\1\\s*,\\s*(?=\\{)");

    private static final Pattern MISSING_COMMA = Pattern.compile("([^,\\[{(\\s])([ \\t]*\\n\\s*\\w+\\s*:)");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private SpecExamples() {}

    /** Every call in them, each with its {@code type}. */
    static List<ObjectNode> all() throws IOException {
        var calls = new ArrayList<ObjectNode>();
        for (var line : Files.readAllLines(Samples.path("segment/examples.jsonl"))) {
            var payload = JSON.readTree(line).path("payload");
            if (payload.path("batch").isArray()) {
                payload.path("batch").forEach(item -> calls.add(typed(item)));
            } else {
                calls.add(typed(payload));
            }
        }
        try (var pages = Files.walk(Samples.path("segment/spec"))) {
            for (var page : pages.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                addCalls(Files.readString(page), calls);
            }
        }
        return calls;
    }

    private static void addCalls(String page, List<ObjectNode> calls) throws IOException {
        var found = TRACK_CALL.matcher(page);
        while (found.find()) {
            try (var parser = JSON.createParser(withCommas(page.substring(found.end())))) {
                var call = JSON.createObjectNode();
                call.put("type", "track").put("event", found.group(2)).put("userId", "u");
                calls.add(call.set("properties", JSON.readTree(parser)));
            }
        }
    }

    /** Some calls on the pages lack a comma between two fields, which their readers see at once. */
    private static String withCommas(String script) {
        return MISSING_COMMA.matcher(script).replaceAll("$1,$2");
    }

    private static ObjectNode typed(JsonNode payload) {
        var call = (ObjectNode) payload.deepCopy();
        if (!call.has("type")) {
            call.put("type", typeOf(call));
        }
        return call;
    }

    /** Where an example says it with the path of its call, or under the name that older pages have for it. */
    private static String typeOf(JsonNode call) {
        if (call.has("action")) {
            return call.path("action").asText().toLowerCase(Locale.ROOT);
        }
        return call.has("event")
                ? "track"
                : call.has("previousId")
                        ? "alias"
                        : call.has("groupId") ? "group" : call.has("traits") ? "identify" : "page";
    }
}
