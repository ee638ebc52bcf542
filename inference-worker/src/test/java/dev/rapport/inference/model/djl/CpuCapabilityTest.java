package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CpuCapabilityTest {
    @ParameterizedTest
    @CsvSource({
        "fma avx2 avx512vl avx512bw avx512dq, AVX512",
        "fma avx2 avx512vl, AVX2",
        "avx2, NO AVX",
        "sse4_2, NO AVX"
    })
    void isTheBestThatTheProcessorHas(String flags, String capability) {
        // When
        var chosen = CpuCapability.of(null, Optional.of(Set.of(flags.split(" "))));
        // Then
        assertThat(chosen).isEqualTo(capability);
    }

    @ParameterizedTest
    @CsvSource({"avx2, AVX2", "default, NO AVX", "mmx, AVX512"})
    void isThatOfTheVariableWherePyTorchKnowsIt(String variable, String capability) {
        // When
        var chosen = CpuCapability.of(variable, Optional.of(Set.of("fma", "avx512vl", "avx512bw", "avx512dq")));
        // Then
        assertThat(chosen).isEqualTo(capability);
    }

    @Test
    void isEmptyWhereTheProcessorIsNotKnown() {
        // When
        var chosen = CpuCapability.of(null, Optional.empty());
        // Then
        assertThat(chosen).isEmpty();
    }
}
