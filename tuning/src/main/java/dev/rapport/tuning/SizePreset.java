package dev.rapport.tuning;

import dev.rapport.tuning.checkpoint.Gpt2Shape;

/** Sizes to train from scratch. */
public enum SizePreset {
    /** For tests: learns nothing useful, in seconds. */
    MICRO(512, 32, 2, 2, 512),
    /** The bundled model: 7.1 M parameters, 14 MB. Wide rather than deep: that learns more in the same time. */
    SMALL(6144, 320, 4, 5, 512);

    private final int vocabulary;
    private final int width;
    private final int layers;
    private final int heads;
    private final int positions;

    SizePreset(int vocabulary, int width, int layers, int heads, int positions) {
        this.vocabulary = vocabulary;
        this.width = width;
        this.layers = layers;
        this.heads = heads;
        this.positions = positions;
    }

    /** Most tokens in the vocabulary, end marker included. */
    public int vocabulary() {
        return vocabulary;
    }

    /** @param tokens size of the vocabulary that was really learned */
    public Gpt2Shape shape(int tokens) {
        return new Gpt2Shape(tokens, positions, width, layers, heads);
    }
}
