package dev.rapport.tuning.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers that give a GPT-2 its size.
 *
 * @param vocabulary number of tokens
 * @param positions  longest sequence in tokens
 * @param width      of the residual stream; a multiple of heads
 * @param layers     at least 1
 * @param heads      attention heads of each layer
 */
public record Gpt2Shape(int vocabulary, int positions, int width, int layers, int heads) {
    public Gpt2Shape {
        if (vocabulary < 1 || positions < 1 || layers < 1 || heads < 1 || width < heads || width % heads != 0) {
            throw new IllegalArgumentException("no such GPT-2: vocabulary " + vocabulary + ", positions " + positions
                    + ", width " + width + ", layers " + layers + ", heads " + heads);
        }
    }

    /** Shape of every tensor by its Hugging Face name, in the order the training module takes them. */
    public Map<String, long[]> tensors() {
        var tensors = new LinkedHashMap<String, long[]>();
        tensors.put("wte.weight", new long[] {vocabulary, width});
        tensors.put("wpe.weight", new long[] {positions, width});
        for (var layer = 0; layer < layers; layer++) {
            var at = "h." + layer + ".";
            norm(tensors, at + "ln_1");
            linear(tensors, at + "attn.c_attn", width, 3 * width);
            linear(tensors, at + "attn.c_proj", width, width);
            norm(tensors, at + "ln_2");
            linear(tensors, at + "mlp.c_fc", width, 4 * width);
            linear(tensors, at + "mlp.c_proj", 4 * width, width);
        }
        norm(tensors, "ln_f");
        return tensors;
    }

    public long parameters() {
        return tensors().values().stream().mapToLong(Gpt2Shape::elements).sum();
    }

    static long elements(long[] shape) {
        var elements = 1L;
        for (var side : shape) {
            elements *= side;
        }
        return elements;
    }

    private void norm(Map<String, long[]> tensors, String name) {
        tensors.put(name + ".weight", new long[] {width});
        tensors.put(name + ".bias", new long[] {width});
    }

    private static void linear(Map<String, long[]> tensors, String name, int in, int out) {
        tensors.put(name + ".weight", new long[] {in, out});
        tensors.put(name + ".bias", new long[] {out});
    }
}
