package dev.rapport.factory.training;

import dev.rapport.inference.model.checkpoint.Gpt2Config;

/**
 * Size of a model to train from nothing.
 *
 * @param vocabulary max tokens, end marker included
 * @param width      of the residual stream; a multiple of heads
 * @param layers     at least 1
 * @param heads      attention heads of each layer
 * @param positions  max length of a sequence in tokens
 */
public record ModelSize(int vocabulary, int width, int layers, int heads, int positions) {
    /** The bundled model: 7.1 M parameters, 14 MB. Wide rather than deep: that learns more in the same time. */
    public static final ModelSize BUNDLED = new ModelSize(6144, 320, 4, 5, 512);

    /** @param tokens size of the vocabulary that was really learned; its last token is the end marker */
    Gpt2Config config(int tokens) {
        return Gpt2Config.of(tokens, positions, width, layers, heads, tokens - 1);
    }
}
