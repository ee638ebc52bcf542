package dev.rapport.runtime.consent.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LenientJsonTest {
    private static final String NO = "\"event\":\"Unsubscribed\",\"userId\":\"u\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{%s,\"x\":NaN}",
                "{\"x\":NaN,%s}",
                "{%s,}",
                "{%s",
                "{%s,\"x\":",
                "{%s} and more",
                "{\"x\":1e99999999999,%s}",
                "{\"x\":007,%s}",
                "{\"x\":'single',%s}",
                "{\"x\":\"line\nbreak\",%s}",
                "// comment\n{%s}",
                "\uFEFF{%s}"
            })
    void readsWhatAStrictReaderRefuses(String body) {
        // When
        var object = LenientJson.object(body.formatted(NO).getBytes(UTF_8));
        // Then
        assertThat(object).containsEntry("event", "Unsubscribed").containsEntry("userId", "u");
    }

    @Test
    void readsBesideAnyDepthAndAnyDigits() {
        // Given
        var body = "{\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"long\":" + "9".repeat(100_000) + ","
                + NO + "}";
        // When
        var object = LenientJson.object(body.getBytes(UTF_8));
        // Then
        assertThat(object).containsEntry("userId", "u").containsEntry("long", null);
    }

    @Test
    void readsOtherEncodingsWithHoles() {
        assertThat(LenientJson.object(("{\"name\":\"Zoë\"," + NO + "}").getBytes(ISO_8859_1)))
                .containsEntry("name", "Zo\uFFFD")
                .containsEntry("userId", "u");
    }

    @Test
    void keepsNumbersAsTheyAreWritten() {
        assertThat(LenientJson.object("{\"userId\":17850.0}".getBytes(UTF_8)))
                .containsEntry("userId", new BigDecimal("17850.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batch\":[{\"userId\":\"a\"},7,{\"userId\":\"b\"}],\"context\":[",
                "[{\"userId\":\"a\"},7,{\"userId\":\"b\"",
                "{\"batch\":{\"0\":{\"userId\":\"a\"},\"1\":7,\"2\":{\"userId\":\"b\"}}}",
                "[[{\"userId\":\"a\"},[7]],{\"userId\":\"b\"}]",
            })
    void findsTheEventsOfABatch(String body) {
        assertThat(LenientJson.body(body.getBytes(UTF_8)).events())
                .extracting(event -> event.get("userId"))
                .containsExactly("a", null, "b");
    }

    @Test
    void takesABatchThatIsOneEventForThat() {
        assertThat(LenientJson.body("{\"batch\":{\"userId\":\"a\",\"1\":2}}".getBytes(UTF_8))
                        .events())
                .extracting(event -> event.get("userId"))
                .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "7", "\"text\"", "]", "null"})
    void findsNothingWhereNothingIs(String body) {
        assertThat(LenientJson.object(body.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":{\"c\":{\"m\":false,\"m\":true}}}",
                "{\"t\":{\"c\":{\"m\":true,\"m\":false}}}",
                "{\"t\":{\"c\":{\"m\":false},\"c\":{\"m\":true}}}",
                "{\"t\":{\"c\":{\"m\":false}},\"t\":{\"c\":{\"m\":true}}}",
                "{\"t\":{\"c\":{\"m\":false}},\"t\":null}",
                "{\"t\":{\"c\":{\"m\":false}},\"t\":7}",
            })
    void keepsANoUnderADoubledKey(String body) {
        assertThat(LenientJson.object(body.getBytes(UTF_8))).isEqualTo(Map.of("t", Map.of("c", Map.of("m", false))));
    }

    @Test
    void takesTheLastOfADoubledFieldOfTheEventItself() {
        assertThat(LenientJson.object("{\"userId\":\"0\",\"userId\":\"ada\"}".getBytes(UTF_8)))
                .isEqualTo(Map.of("userId", "ada"));
    }
}
