package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.Precision;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.PromptChunk;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrecisionTest {
    private static final int[] PROMPT = IntStream.range(20, 60).toArray();

    /** Spread of the tiny model's logits is about 5; the tolerances are what rounding of weights and inputs explains. */
    @ParameterizedTest
    @CsvSource({"BF16, 0.25", "INT8, 1.0"})
    void staysNearFullPrecision(Precision precision, double tolerance) {
        // Given
        var exact = logits(Precision.FP32);

        // When
        var rounded = logits(precision);

        // Then
        var squares = IntStream.range(0, exact.length)
                .mapToDouble(i -> Math.pow(exact[i] - rounded[i], 2))
                .average()
                .orElseThrow();
        assertThat(Math.sqrt(squares)).isPositive().isLessThan(tolerance);
    }

    @Test
    void isSaidInProvenance() {
        try (var model = load(Precision.INT8)) {
            assertThat(model.info().precision()).isEqualTo("int8");
            assertThat(model.info().engine()).endsWith("(int8), CPU");
        }
    }

    /** A pack that kept a caller's memory would read what came there after it. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void ownsItsWeights(Precision precision) throws InterruptedException {
        try (var model = load(precision)) {
            // Given
            var before = logits(model);

            // When
            collectGarbage();

            // Then
            assertThat(logits(model)).isEqualTo(before);
        }
    }

    /** Twice: memory outside the heap is freed by the collector's own thread, some time after it found the owner gone. */
    private static void collectGarbage() throws InterruptedException {
        for (var round = 0; round < 2; round++) {
            var gone = new ReferenceQueue<>();
            var canary = new PhantomReference<>(new Object(), gone);
            System.gc();
            assertThat((Object) gone.remove(10_000)).isSameAs(canary);
        }
    }

    private static float[] logits(Precision precision) {
        try (var model = load(precision)) {
            return logits(model);
        }
    }

    private static float[] logits(DjlLanguageModel model) {
        var prompt = new PromptChunk(PROMPT, 0, PROMPT.length, new int[] {1});
        return model.step(new StepInput(List.of(), List.of(), List.of(prompt), List.of(TokenChoice.greedy(0)), 1))
                .logits(0);
    }

    private static DjlLanguageModel load(Precision precision) {
        return DjlLanguageModel.load(TinyModel.checkpoint(), ComputeDevice.CPU, precision, 1 << 20, 1);
    }
}
