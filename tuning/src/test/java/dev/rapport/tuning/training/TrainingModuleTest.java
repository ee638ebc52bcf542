package dev.rapport.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.engine.Engine;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.tuning.checkpoint.TestingModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingModuleTest {
    private static final Gpt2Config CONFIG = Gpt2Config.of(257, 32, 16, 1, 2, 256);

    @Test
    void changesWeightsAndMeansByAStep() throws IOException {
        var start = TestingModel.of(CONFIG, 3);
        try (var module = new TrainingModule(start, ComputeDevice.AUTO, false)) {
            // Given
            var batch = Batch.of(List.of(new Sequence(new long[] {1, 2, 3, 4}, new float[] {0, 0, 1, 1})), 32);
            assertThat(module.weights())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(start.weights());
            assertThat(module.means())
                    .allSatisfy(tensor -> assertThat(tensor.values()).containsOnly(0));
            var before = module.loss(batch);
            // When
            var loss = module.step(batch, 1e-2, 0.05, 1);
            // Then
            assertThat((double) loss).isEqualTo(before);
            assertThat(module.loss(batch)).isLessThan(before);
            assertThat(module.means())
                    .anySatisfy(tensor -> assertThat(tensor.values()).doesNotContain(0));
            assertThat(module.squares())
                    .anySatisfy(tensor -> assertThat(tensor.values()).doesNotContain(0));
        }
    }

    @Test
    void saysWhatItNeedsWhereThereIsNoGpu() {
        assumeThat(Engine.getInstance().getGpuCount())
                .as("this machine has a GPU")
                .isZero();
        var start = TestingModel.of(CONFIG, 3);
        assertThatThrownBy(() -> new TrainingModule(start, ComputeDevice.CUDA, true))
                .isInstanceOf(ModelException.class)
                .hasMessage("PyTorch cannot use a GPU here; docs/gpu.md says what it needs");
    }

    @Test
    void isBuiltFromItsSource() throws IOException {
        var source = Files.readString(Path.of("src/main/python/gpt2_training.py"));
        try (var built = TrainingModule.class.getResourceAsStream("gpt2-training.pt.source-sha256")) {
            assertThat(built).isNotNull();
            assertThat(new String(built.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(DerivedId.sha256Hex(source));
        }
    }
}
