package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.FinishReason;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardrailsTest {
    private static final String PROMPT =
            "Customer: Anna. Product: Blue lamp (LX-200). Write a short message about the lamp that she left in her"
                    + " basket and offer ten percent off this week.";
    private static final Guardrails GUARDRAILS = new Guardrails(List.of("Blue lamp"), 200);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello Anna, the Blue lamp is still in your basket. Order today for 10% off!",
                "Blue lamp: 3 x 3 x 3 cm, $1,000,000.00 ...... ---------- 2222222222",
                "安娜您好，Blue lamp 还在您的购物车里，本周享九折优惠。",
                "Blue lamp \uD83D\uDCA1\nYours,\tthe shop"
            })
    void passesGoodTexts(String text) {
        assertThat(GUARDRAILS.verdicts(PROMPT, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Hello Anna, the lamp is waiting.', MISSING_MENTION",
        "'Hello Anna, the blue lamp is waiting.', MISSING_MENTION",
        "'Hello {{name}}, the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello {name}, the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello [NAME], the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello [FIRST NAME], the Blue lamp is waiting.', PLACEHOLDER",
        "'Hello <NAME>, the Blue lamp is waiting.', PLACEHOLDER",
        "'The Blue lamp <|endoftext|>', PLACEHOLDER",
        "'Blue lamp! Write a short message about the lamp that she left in her basket and go', PROMPT_ECHO",
        "'Blue lamp lamp lamp lamp lamp lamp lamp lamp lamp', REPETITION",
        "'Blue lamp. Buy it now. Buy it now. Buy it now. Buy it now.', REPETITION",
        "'Blue lamp 哈哈哈哈哈哈哈哈哈', REPETITION",
        "'Blue lamp \ufffd', BROKEN_TEXT",
        "'Blue lamp \u0007', BROKEN_TEXT",
    })
    void namesTheGuardrailThatATextFails(String text, Verdict verdict) {
        assertThat(GUARDRAILS.verdicts(PROMPT, text)).containsExactly(verdict);
    }

    @Test
    void namesEveryGuardrailThatATextFails() {
        assertThat(GUARDRAILS.verdicts(PROMPT, " \n")).containsExactly(Verdict.EMPTY, Verdict.MISSING_MENTION);
        assertThat(GUARDRAILS.verdicts(PROMPT, "[NAME] " + "é".repeat(250)))
                .containsExactly(Verdict.MISSING_MENTION, Verdict.PLACEHOLDER, Verdict.REPETITION, Verdict.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({"EOS,", "STOP,", "OTHER, UNFINISHED", "LENGTH, TRUNCATED"})
    void failsATextThatWasCutOff(FinishReason finishReason, @Nullable Verdict verdict) {
        assertThat(GUARDRAILS.verdicts(PROMPT, "The Blue lamp, now 1", finishReason))
                .isEqualTo(Stream.ofNullable(verdict).toList());
    }

    @Test
    void countsCharactersAsPeopleDo() {
        var guardrails = new Guardrails(List.of(), 3);

        assertThat(guardrails.verdicts("", "\uD83D\uDCA1ab")).isEmpty();
        assertThat(guardrails.verdicts("", "\uD83D\uDCA1abc")).containsExactly(Verdict.TOO_LONG);
    }

    @Test
    void selectsTheFirstCandidateThatPasses() {
        // Given
        var ranked = List.of("no mention", "Blue lamp [NAME]", "A Blue lamp for you", "Blue lamp");

        // When
        var selected = GUARDRAILS.select(PROMPT, ranked, Function.identity());

        // Then
        assertThat(selected).contains("A Blue lamp for you");
    }

    @Test
    void selectsNothingWhenAllFail() {
        assertThat(GUARDRAILS.select(PROMPT, List.of("", "lamp"), Function.identity()))
                .isEmpty();
    }
}
