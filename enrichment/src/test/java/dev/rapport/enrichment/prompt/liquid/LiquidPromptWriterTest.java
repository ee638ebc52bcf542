package dev.rapport.enrichment.prompt.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.enrichment.prompt.TemplateException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LiquidPromptWriterTest {
    /** As long as a customer's message can be. */
    private static final String MESSAGE = "a long message, again and again ".repeat(12);

    private static final Map<String, Object> VARIABLES = Map.of("event", Map.of("text", MESSAGE), "name", "Ana");

    private final LiquidPromptWriter writer = LiquidPromptWriter.lenient();

    @ParameterizedTest(name = "{0}")
    @MethodSource("growing")
    void failsBeforeATemplateFillsTheMemory(String what, String template, String reason) {
        assertThatThrownBy(() -> writer.fill(template, VARIABLES))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> growing() {
        var value = "a value exceeds 32768 characters";
        var total = "the template builds more than 4194304 characters";
        var text = "rendered string exceeds 32768 characters";
        return Stream.of(
                Arguments.of("append", inLoop("assign s = s | append: s"), value),
                Arguments.of("prepend", inLoop("assign s = s | prepend: s"), value),
                Arguments.of("replace", inLoop("assign s = s | replace: 'a', s"), total),
                Arguments.of("replace of nothing", inLoop("assign s = s | replace: '', s"), value),
                Arguments.of("escape", inLoop("assign s = s | append: '&&&&&&' | escape"), value),
                Arguments.of("url_encode", inLoop("assign s = s | url_encode | replace: '+', '%+'"), total),
                Arguments.of("json", inLoop("assign s = s | json"), value),
                Arguments.of("concat", inLoop("assign l = l | concat: l"), value),
                Arguments.of("push", inLoop("assign l = l | push: l"), value),
                Arguments.of("join", inLoop("assign s = l | join: s"), text),
                Arguments.of("split", inLoop("assign l = s | split: '' | concat: l"), value),
                Arguments.of("capture", inLoop("capture s %}{{ s }}{{ s }}{% endcapture"), text),
                Arguments.of("cycle", inLoop("cycle '', forloop.index" + ", s".repeat(60)), total),
                Arguments.of("times", inLoop("assign n = n | times: n"), "a number exceeds 1000 digits"),
                Arguments.of("round", "{{ 1.5 | round: 1000000000 }}", total),
                Arguments.of(
                        "what is printed", inLoop("if true %}{{ s }}{% endif").repeat(2), text),
                Arguments.of(
                        "many variables",
                        "{% assign s = event.text %}"
                                + IntStream.range(0, 6)
                                        .mapToObj(i -> "{% assign s = s | append: s %}")
                                        .collect(Collectors.joining())
                                + IntStream.range(0, 2_000)
                                        .mapToObj(i -> "{% assign v" + i + " = s | append: 'x' %}")
                                        .collect(Collectors.joining()),
                        total),
                Arguments.of(
                        "nested loops",
                        "{% for i in (1..1000) %}{% for j in (1..1000) %}{% assign s = j %}{% endfor %}{% endfor %}x",
                        "10000"),
                Arguments.of("a long template", "x".repeat(300_000), "template exceeds 262144 bytes"),
                Arguments.of("nested tags", "{% if true %}".repeat(20_000), "nested too deeply"));
    }

    @Test
    void goesOnAfterATemplateThatFailed() throws TemplateException {
        // Given
        assertThatThrownBy(() -> writer.fill(inLoop("assign s = s | append: s"), VARIABLES))
                .isInstanceOf(TemplateException.class);
        // When
        var filled = writer.fill("Hi {{ name | upcase }}: {{ event.text | truncate: 6 }}", VARIABLES);
        // Then
        assertThat(filled).isEqualTo("Hi ANA: a l...");
    }

    @Test
    void fillsLongLoopsWithinTheBudget() throws TemplateException {
        // When
        var filled =
                writer.fill("{% for i in (1..2000) %}{% cycle 'a', 'b' %}{{ i | plus: 1 }} {% endfor %}", VARIABLES);
        // Then
        assertThat(filled).startsWith("a2 b3 ").endsWith("b2001");
    }

    private static String inLoop(String tag) {
        return "{% assign s = event.text %}{% assign l = s | split: ' ' %}{% assign n = 1.5 %}"
                + "{% for i in (1..200) %}{% " + tag + " %}{% endfor %}x";
    }
}
