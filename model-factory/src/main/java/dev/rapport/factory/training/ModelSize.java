package dev.rapport.factory.training;

import dev.rapport.tuning.checkpoint.Gpt2Shape;

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

    /** @param tokens size of the vocabulary that was really learned */
    Gpt2Shape shape(int tokens) {
        return new Gpt2Shape(tokens, positions, width, layers, heads);
    }
}
