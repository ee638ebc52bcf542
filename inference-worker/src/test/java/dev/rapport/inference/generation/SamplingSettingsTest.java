package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.schemas.Sampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 5, 0, 1, 0, 1, 0, 1, 0, candidates",
        "1, 0, 0, 1, 0, 1, 0, 1, 0, max-new-tokens",
        "1, 5, 6, 1, 0, 1, 0, 1, 0, min-new-tokens",
        "1, 5, 0, -0.1, 0, 1, 0, 1, 0, temperature",
        "1, 5, 0, NaN, 0, 1, 0, 1, 0, temperature",
        "1, 5, 0, 0.009, 0, 1, 0, 1, 0, temperature",
        "1, 5, 0, Infinity, 0, 1, 0, 1, 0, temperature",
        "1, 5, 0, 1, -1, 1, 0, 1, 0, top-k",
        "1, 5, 0, 1, 0, 0, 0, 1, 0, top-p",
        "1, 5, 0, 1, 0, 1.1, 0, 1, 0, top-p",
        "1, 5, 0, 1, 0, 1, 1, 1, 0, min-p",
        "1, 5, 0, 1, 0, 1, 0, 0, 0, repetition-penalty",
        "1, 5, 0, 1, 0, 1, 0, 1, -1, no-repeat-ngram-size",
    })
    void refusesValuesOutsideTheirRange(
            int candidates,
            int max,
            int min,
            double temperature,
            int topK,
            double topP,
            double minP,
            double penalty,
            int ngram,
            String name) {
        assertThatThrownBy(
                        () -> new SamplingSettings(candidates, max, min, temperature, topK, topP, minP, penalty, ngram))
                .isInstanceOf(WrongSamplingException.class)
                .hasMessageStartingWith(name + "=")
                .hasMessageContaining(": must be ");
    }

    @Test
    void mirrorsTheSettingsOfAPrompt() {
        // Given
        var sampling = new Sampling(2, 40, 0.8, 50, 0.9, 0.05, 1.2, 3);

        // When
        var settings = SamplingSettings.of(sampling);

        // Then
        assertThat(settings).isEqualTo(new SamplingSettings(2, 40, 0, 0.8, 50, 0.9, 0.05, 1.2, 3));
    }
}
