package dev.rapport.tuning.checkpoint;

import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Gpt2Tensors;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.tuning.data.TestingTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A GPT-2 of two layers over bytes that knows nothing. */
public final class TestingModel {
    public static final Gpt2Config CONFIG = Gpt2Config.of(257, 512, 32, 2, 2, 256);

    private TestingModel() {}

    /** The model; the same seed gives the same weights. */
    public static TrainableModel of(long seed) {
        return of(CONFIG, seed);
    }

    /** A model of another size. */
    public static TrainableModel of(Gpt2Config config, long seed) {
        return new TrainableModel(config, weights(config, seed), TestingTokenizer.bytesJson());
    }

    /** Writes the checkpoint and returns the folder. */
    public static Path in(Path folder) throws IOException {
        new CheckpointFolder(folder).write(of(1), into -> Files.writeString(into.resolve("MODEL_CARD.md"), "a test"));
        return folder;
    }

    /** Matrices of small random numbers; norms that change nothing. */
    private static List<Tensor> weights(Gpt2Config config, long seed) {
        var random = new Random(seed);
        var tensors = new ArrayList<Tensor>();
        Gpt2Tensors.required(config).forEach((name, shape) -> {
            var values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            if (shape.size() > 1) {
                for (var i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * 0.02);
                }
            } else if (name.contains("ln_") && name.endsWith("weight")) {
                Arrays.fill(values, 1);
            }
            tensors.add(new Tensor(name, shape, values));
        });
        return tensors;
    }
}
