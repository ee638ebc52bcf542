package dev.rapport.inference.model.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of GPT-2's tensors, in Hugging Face's spelling without the prefix {@code transformer.}. */
public final class Gpt2Tensors {
    /** Token embedding, which is also the head when the checkpoint has none of its own. */
    public static final String TOKEN_EMBEDDING = "wte.weight";

    public static final String POSITION_EMBEDDING = "wpe.weight";
    public static final String FINAL_NORM_WEIGHT = "ln_f.weight";
    public static final String FINAL_NORM_BIAS = "ln_f.bias";

    /** Optional: a head that is not tied to the token embedding. */
    public static final String HEAD = "lm_head.weight";

    private static final List<String> LAYER = List.of(
            "ln_1.weight",
            "ln_1.bias",
            "ln_2.weight",
            "ln_2.bias",
            "attn.c_attn.weight",
            "attn.c_attn.bias",
            "attn.c_proj.weight",
            "attn.c_proj.bias",
            "mlp.c_fc.weight",
            "mlp.c_fc.bias",
            "mlp.c_proj.weight",
            "mlp.c_proj.bias");

    private Gpt2Tensors() {}

    /** Names of a layer's tensors: norms 1 and 2, then weights {@code [in, out]} and biases in the order of use. */
    public static List<String> ofLayer(int layer) {
        return LAYER.stream().map(name -> "h." + layer + "." + name).toList();
    }

    /** Every tensor that a checkpoint must have, with its shape. */
    public static Map<String, List<Integer>> required(Gpt2Config config) {
        var c = config.width();
        var shapes = new LinkedHashMap<String, List<Integer>>();
        shapes.put(TOKEN_EMBEDDING, List.of(config.vocabularySize(), c));
        shapes.put(POSITION_EMBEDDING, List.of(config.contextLength(), c));
        var layerShapes = List.of(
                List.of(c),
                List.of(c),
                List.of(c),
                List.of(c),
                List.of(c, 3 * c),
                List.of(3 * c),
                List.of(c, c),
                List.of(c),
                List.of(c, config.innerWidth()),
                List.of(config.innerWidth()),
                List.of(config.innerWidth(), c),
                List.of(c));
        for (int layer = 0; layer < config.layers(); layer++) {
            var names = ofLayer(layer);
            for (int i = 0; i < names.size(); i++) {
                shapes.put(names.get(i), layerShapes.get(i));
            }
        }
        shapes.put(FINAL_NORM_WEIGHT, List.of(c));
        shapes.put(FINAL_NORM_BIAS, List.of(c));
        return shapes;
    }
}
