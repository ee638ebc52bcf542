package dev.rapport.tuning.checkpoint;

import dev.rapport.tuning.data.TestingTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A GPT-2 of two layers over bytes that knows nothing. */
public final class TestingModel {
    public static final Gpt2Shape SHAPE = new Gpt2Shape(257, 512, 32, 2, 2);
    private static final int END_ID = 256;

    private TestingModel() {}

    /** The checkpoint; the same seed gives the same weights. */
    public static Checkpoint checkpoint(long seed) {
        return new Checkpoint(SHAPE, weights(SHAPE, seed), TestingTokenizer.bytesJson());
    }

    /** Writes the checkpoint and returns the folder. */
    public static Path in(Path folder) throws IOException {
        new CheckpointFolder(folder).write(checkpoint(1), END_ID, "nothing to know");
        return folder;
    }

    /** Matrices of small random numbers; norms that change nothing. */
    public static List<Tensor> weights(Gpt2Shape shape, long seed) {
        var random = new Random(seed);
        var tensors = new ArrayList<Tensor>();
        shape.tensors().forEach((name, sides) -> {
            var values = new float[(int) Gpt2Shape.elements(sides)];
            if (sides.length > 1) {
                for (var i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * 0.02);
                }
            } else if (name.endsWith("weight")) {
                Arrays.fill(values, 1);
            }
            tensors.add(new Tensor(name, sides, values));
        });
        return tensors;
    }
}
