package dev.rapport.ingestion.capture.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonHeadReaderTest {
    private static final List<String> VALUES = List.of("id", "at");
    private static final String OBJECT = "context";

    @ParameterizedTest
    @MethodSource("values")
    void agreesWithTheTreeOfEveryValue(String json) throws IOException {
        // When
        var head = read(json);
        // Then
        var tree = JsonItemReader.read(bytes(json), 0, bytes(json).length);
        assertThat(head.problem()).isEqualTo(tree.problem());
        assertThat(head.repaired()).isEqualTo(tree.repaired());
        assertThat(head.hasRepeatedKey()).isEqualTo(tree.hasRepeatedKey());
        assertThat(head.original()).isEqualTo(tree.original());
        assertThat(head.tree()).isEqualTo(tree.json());
        assertThat(head.json().getNodeType()).isEqualTo(tree.json().getNodeType());
        for (var name : VALUES) {
            assertThat(text(head.json().path(name)))
                    .as(name)
                    .isEqualTo(text(tree.json().path(name)));
        }
        assertThat(head.json().path(OBJECT).getNodeType())
                .isEqualTo(tree.json().path(OBJECT).getNodeType());
    }

    static List<String> values() {
        return List.of(
                "{}",
                "[]",
                "[{\"id\":1}]",
                "\"text\"",
                "null",
                "17",
                "1e99999999999",
                "{\"id\":\"a\",\"at\":1700000000000,\"context\":{\"id\":\"b\",\"context\":7},\"more\":[1,{\"id\":2}]}",
                "{\"id\":null,\"context\":null}",
                "{\"id\":true,\"context\":[]}",
                "{\"id\":{\"$date\":5},\"context\":[1]}",
                "{\"id\":12345678901234567890123,\"at\":1.50}",
                "{\"id\":-1,\"at\":1e3,\"context\":\"text\"}",
                "{\"id\":1,\"id\":2}",
                "{\"context\":{\"a\":{\"b\":1,\"b\":1}}}",
                "{\"context\":{\"a\":1},\"more\":{\"a\":1}}",
                "{\"x\":1e99999999999}",
                "{\"x\":[1E-2147483649]}",
                "{\"x\":" + "9".repeat(1_001) + "}",
                "{\"x\":" + "9".repeat(1_000) + "}",
                "{\"x\":0." + "9".repeat(1_000) + "}",
                "{\"x\":1e2147483647,\"y\":1e999999999}",
                nested(99),
                nested(100),
                nested(101),
                nested(2_000),
                "{" + String.join(",", manyFields(200)) + "}",
                "{" + String.join(",", manyFields(200)) + ",\"f7\":1}",
                "{\"id\":\"a\\u0000b\"}",
                "{\"id\":\"\\ud800\",\"\\udc00\":1}",
                "{\"id\":\"\\ud83d\\ude00 \\u00e4 ä 😀 \\\\ud800 \\n\"}");
    }

    @Test
    void keepsNoTreeOfAnOrdinaryEvent() throws IOException {
        // When
        var item = read("{\"id\":\"ä\",\"context\":{\"page\":{\"url\":\"x\"}},\"price\":19.90}");
        // Then
        assertThat(item.isWhole()).isFalse();
        assertThat(item.json().toString()).isEqualTo("{\"id\":\"ä\",\"context\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udfff", "\\ud83d\\u0041", "\\uDBFF", "\\udc00\\ud800"})
    void isNeverCertainOfATextThatNeedsRepair(String escape) {
        for (var before = 0; before < 10; before++) {
            // Given
            var json = bytes("\"" + "x".repeat(before) + escape + "\"");
            // When
            var certain = PlainText.isCertain(json, 0, json.length);
            // Then
            assertThat(certain).as(escape + " after " + before).isFalse();
        }
    }

    @Test
    void isNeverCertainOfBytesThatADecoderReadsAsHalvesOrNul() {
        for (var bad : List.of(
                new int[] {0xC0, 0x80},
                new int[] {0xE0, 0x80, 0x80},
                new int[] {0xED, 0xA0, 0x80},
                new int[] {0xF0, 0x80, 0x80, 0x80},
                new int[] {0xF4, 0x90, 0x80, 0x80},
                new int[] {0xF7, 0xBF, 0xBF, 0xBF})) {
            // Given
            var json = new byte[20];
            Arrays.fill(json, (byte) 'x');
            for (var i = 0; i < bad.length; i++) {
                json[9 + i] = (byte) bad[i];
            }
            // When
            var certain = PlainText.isCertain(json, 0, json.length);
            // Then
            assertThat(certain).isFalse();
        }
    }

    private static List<String> manyFields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":" + i).toList();
    }

    private static String nested(int depth) {
        return "{\"x\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    private static String text(JsonNode node) {
        return node.getNodeType() + " " + node;
    }

    private static JsonItem read(String json) throws IOException {
        var body = bytes(json);
        var factory = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(10_000)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
        try (var parser = factory.createParser(body)) {
            parser.nextToken();
            return new JsonHeadReader(Set.copyOf(VALUES), Set.of(OBJECT)).readBody(parser, body);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
