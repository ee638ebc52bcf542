package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.generation.ReferenceSampler;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.Precision;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.PromptChunk;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.checkpoint.SafetensorsWriter;
import dev.rapport.inference.model.checkpoint.StorageType;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.inference.model.source.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawing among more tokens than the module sorts at first. */
class WideVocabularyTest {
    private static final int VOCABULARY = 3_000;
    private static final int WIDTH = 8;

    private final Random random = new Random(5);

    @TempDir
    Path folder;

    @Test
    void choosesAsTheReferenceDoes() throws IOException {
        // Given: flat and steep distributions, with few and with many tokens kept
        var choices = IntStream.range(0, 400).mapToObj(i -> choice()).toList();
        var prompt = new PromptChunk(new int[] {1, 2, 3}, 0, 3, new int[] {1});

        try (var model = DjlLanguageModel.load(checkpoint(), ComputeDevice.CPU, Precision.FP32, 1 << 20, 8)) {
            // When
            var together = model.step(new StepInput(List.of(), List.of(), List.of(prompt), choices, 1));

            // Then
            for (int i = 0; i < choices.size(); i++) {
                var alone =
                        model.step(new StepInput(List.of(), List.of(), List.of(prompt), List.of(choices.get(i)), 0));
                assertThat(together.token(i))
                        .isEqualTo(ReferenceSampler.choose(together.logits(0), choices.get(i)))
                        .isEqualTo(alone.token(0));
            }
        }
    }

    private TokenChoice choice() {
        var temperatures = new double[] {0.05, 0.5, 1, 4};
        var topKs = new int[] {0, 0, 10, 1_500};
        var topPs = new double[] {1, 0.95, 0.5};
        var minPs = new double[] {0, 0.01};
        return new TokenChoice(
                0,
                temperatures[random.nextInt(temperatures.length)],
                topKs[random.nextInt(topKs.length)],
                topPs[random.nextInt(topPs.length)],
                minPs[random.nextInt(minPs.length)],
                1,
                random.nextDouble(),
                new int[0],
                new int[0]);
    }

    /** One layer, and a tokenizer that has nothing to do here. */
    private Checkpoint checkpoint() throws IOException {
        Files.copy(TinyModel.folder().resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"model_type\": \"gpt2\", \"vocab_size\": " + VOCABULARY + ", \"n_positions\": 64, \"n_embd\": "
                        + WIDTH + ", \"n_layer\": 1, \"n_head\": 2, \"eos_token_id\": 0, \"bos_token_id\": 0}");
        var writer = new SafetensorsWriter(StorageType.F32);
        add(writer, "transformer.wte.weight", VOCABULARY, WIDTH);
        add(writer, "transformer.wpe.weight", 64, WIDTH);
        for (var norm : List.of("ln_f", "h.0.ln_1", "h.0.ln_2")) {
            add(writer, "transformer." + norm + ".weight", WIDTH);
            add(writer, "transformer." + norm + ".bias", WIDTH);
        }
        linear(writer, "attn.c_attn", WIDTH, 3 * WIDTH);
        linear(writer, "attn.c_proj", WIDTH, WIDTH);
        linear(writer, "mlp.c_fc", WIDTH, 4 * WIDTH);
        linear(writer, "mlp.c_proj", 4 * WIDTH, WIDTH);
        writer.write(folder.resolve("model.safetensors"));
        return Checkpoint.open(new ModelFolder(folder, "wide"));
    }

    private void linear(SafetensorsWriter writer, String name, int in, int out) {
        add(writer, "transformer.h.0." + name + ".weight", in, out);
        add(writer, "transformer.h.0." + name + ".bias", out);
    }

    private void add(SafetensorsWriter writer, String name, int... shape) {
        var values = new float[IntStream.of(shape).reduce(1, (one, other) -> one * other)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        writer.add(new Tensor(name, IntStream.of(shape).boxed().toList(), values));
    }
}
