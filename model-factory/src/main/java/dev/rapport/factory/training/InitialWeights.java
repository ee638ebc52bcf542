package dev.rapport.factory.training;

import dev.rapport.tuning.checkpoint.Gpt2Shape;
import dev.rapport.tuning.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Where a model that knows nothing begins: GPT-2's own initialisation. */
public final class InitialWeights {
    private static final double DEVIATION = 0.02;

    private InitialWeights() {}

    /** The same numbers for the same shape and seed, on every machine. */
    public static List<Tensor> of(Gpt2Shape shape, long seed) {
        var random = new SplittableRandom(seed);
        var tensors = new ArrayList<Tensor>();
        shape.tensors().forEach((name, sides) -> {
            var values = new float
                    [Math.toIntExact(
                            Arrays.stream(sides).reduce((a, b) -> a * b).orElseThrow())];
            if (sides.length == 1) {
                Arrays.fill(values, name.contains("ln_") && name.endsWith("weight") ? 1 : 0);
            } else {
                var residual = name.endsWith("c_proj.weight");
                var deviation = residual ? DEVIATION / Math.sqrt(2.0 * shape.layers()) : DEVIATION;
                for (var i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * deviation);
                }
            }
            tensors.add(new Tensor(name, sides, values));
        });
        return tensors;
    }
}
