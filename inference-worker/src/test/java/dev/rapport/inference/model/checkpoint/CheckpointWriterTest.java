package dev.rapport.inference.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.source.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that is written is the one that is read. */
final class CheckpointWriterTest {
    private static final Gpt2Config CONFIG = Gpt2Config.of(384, 100, 8, 2, 2, 383);

    @TempDir
    Path folder;

    @Test
    void writesWhatCheckpointReads() throws IOException {
        // Given: the order of the tensors in the file does not matter
        var weights = weights();
        Collections.shuffle(weights, new Random(1));
        var tokenizer = TinyModel.checkpoint().tokenizer().json();
        CheckpointWriter.write(folder, CONFIG, weights, tokenizer);
        // When
        var read = Checkpoint.open(new ModelFolder(folder, "written"));
        // Then
        assertThat(read.config()).isEqualTo(CONFIG);
        assertThat(read.tokenizer().json()).isEqualTo(tokenizer);
        assertThat(read.weights().stream().map(Tensor::name))
                .containsExactlyElementsOf(Gpt2Tensors.required(CONFIG).keySet());
        for (var weight : weights()) {
            assertThat(values(read.weights(), weight.name())).containsExactly(weight.values());
        }
    }

    @Test
    void namesItsFiles() throws IOException {
        // When
        CheckpointWriter.write(folder, CONFIG, weights(), "{}");
        // Then
        assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(CheckpointWriter.FILES);
    }

    @Test
    void refusesAConfigurationWithSeveralEndTokens() {
        // Given
        var config = new Gpt2Config(384, 100, 8, 2, 2, 32, 1e-5, Set.of(1, 2), true);
        // When, Then
        assertThatThrownBy(() -> CheckpointWriter.write(folder, config, weights(), "{}"))
                .hasMessageContaining("must have one end token");
    }

    private static float[] values(List<Tensor> weights, String name) {
        return weights.stream()
                .filter(weight -> weight.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    /** Small whole numbers, which half precision holds. */
    private static List<Tensor> weights() {
        var random = new Random(7);
        var weights = new ArrayList<Tensor>();
        Gpt2Tensors.required(CONFIG).forEach((name, shape) -> {
            var values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(2_048) - 1_024;
            }
            weights.add(new Tensor(name, shape, values));
        });
        return weights;
    }
}
