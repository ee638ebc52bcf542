package dev.rapport.factory.training;

import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.tuning.training.ModuleTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The weights of a new model: GPT-2's own initialization. */
public final class InitialWeights {
    private static final double DEVIATION = 0.02;

    private InitialWeights() {}

    /** The same numbers for the same model and seed, on every machine. */
    public static List<Tensor> of(Gpt2Config config, long seed) {
        var random = new SplittableRandom(seed);
        var tensors = new ArrayList<Tensor>();
        ModuleTensors.shapes(config).forEach((name, shape) -> {
            var values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            if (shape.size() == 1) {
                Arrays.fill(values, name.contains("ln_") && name.endsWith("weight") ? 1 : 0);
            } else {
                var residual = name.endsWith("c_proj.weight");
                var deviation = residual ? DEVIATION / Math.sqrt(2.0 * config.layers()) : DEVIATION;
                for (var i = 0; i < values.length; i++) {
                    values[i] = (float) (random.nextGaussian() * deviation);
                }
            }
            tensors.add(new Tensor(name, shape, values));
        });
        return tensors;
    }
}
