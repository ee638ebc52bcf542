package dev.rapport.tuning.training;

import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Gpt2Tensors;
import dev.rapport.inference.model.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tensors of a model in the order in which the training module takes and gives them. */
public final class ModuleTensors {
    /** Of the names of {@link Gpt2Tensors#ofLayer}: norm 1, attention, norm 2, feed-forward part. */
    private static final int[] LAYER_ORDER = {0, 1, 4, 5, 6, 7, 2, 3, 8, 9, 10, 11};

    private ModuleTensors() {}

    /** Shapes by name, in the module's order. */
    public static Map<String, List<Integer>> shapes(Gpt2Config config) {
        var required = Gpt2Tensors.required(config);
        var shapes = new LinkedHashMap<String, List<Integer>>();
        names(config).forEach(name -> shapes.put(name, Objects.requireNonNull(required.get(name))));
        return shapes;
    }

    /** These tensors in the module's order. */
    static List<Tensor> ordered(Gpt2Config config, List<Tensor> tensors) {
        var byName = tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
        return names(config).stream()
                .map(name -> Objects.requireNonNull(byName.get(name), name))
                .toList();
    }

    private static List<String> names(Gpt2Config config) {
        var names = new ArrayList<>(List.of(Gpt2Tensors.TOKEN_EMBEDDING, Gpt2Tensors.POSITION_EMBEDDING));
        for (var layer = 0; layer < config.layers(); layer++) {
            var ofLayer = Gpt2Tensors.ofLayer(layer);
            for (var index : LAYER_ORDER) {
                names.add(ofLayer.get(index));
            }
        }
        names.addAll(List.of(Gpt2Tensors.FINAL_NORM_WEIGHT, Gpt2Tensors.FINAL_NORM_BIAS));
        return names;
    }
}
