package dev.rapport.inference.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A model without numbers worth mentioning: its logits are a hash of all tokens of the sequence, which it remembers in
 * pages as a real one remembers keys and values. A wrong page or position therefore changes every later token.
 */
public final class FakeLanguageModel implements LanguageModel {
    private final ModelShape shape;
    private final int[][] cache;
    private final List<Integer> batchSizes = new ArrayList<>();
    private boolean closed;
    private int stepsUntilFailure = Integer.MAX_VALUE;

    public FakeLanguageModel(ModelShape shape) {
        this.shape = shape;
        this.cache = new int[shape.pages() + 1][shape.pageTokens()];
    }

    /** Fails like a broken engine after some steps. */
    public FakeLanguageModel failingAfter(int steps) {
        stepsUntilFailure = steps;
        return this;
    }

    /** Sequences of each step so far. */
    public List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public StepOutput step(StepInput input) {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        if (stepsUntilFailure-- == 0) {
            throw new ModelException("the engine failed in a step: planted");
        }
        batchSizes.add(input.sequences());
        var logits = new float[input.sequences() * shape.vocabularySize()];
        var sums = new float[input.sequences()];
        int row = 0;
        for (var token : input.decoding()) {
            remember(token.token(), token.position(), token.pages());
            fill(logits, sums, row++, hash(token.position() + 1, token.pages()));
        }
        for (var prompt : input.joining()) {
            for (int i = 0; i < prompt.tokens().length; i++) {
                remember(prompt.tokens()[i], i, prompt.pages());
            }
            fill(logits, sums, row++, hash(prompt.tokens().length, prompt.pages()));
        }
        return new StepOutput(logits, sums, shape.vocabularySize());
    }

    @Override
    public void close() {
        closed = true;
    }

    private void remember(int token, int position, int[] pages) {
        requireBelow(token, shape.vocabularySize());
        requireBelow(position, shape.contextLength());
        requireBelow(position / shape.pageTokens(), pages.length);
        requireBelow(pages[position / shape.pageTokens()] - 1, shape.pages());
        cache[pages[position / shape.pageTokens()]][position % shape.pageTokens()] = token;
    }

    private long hash(int length, int[] pages) {
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + cache[pages[i / shape.pageTokens()]][i % shape.pageTokens()];
        }
        return hash;
    }

    private void fill(float[] logits, float[] sums, int row, long hash) {
        var sum = 0.0;
        for (int token = 0; token < shape.vocabularySize(); token++) {
            var mixed = (hash + token) * 0x9e3779b97f4a7c15L;
            var logit = ((mixed ^ (mixed >>> 29)) & 0xffff) / 16384f;
            logits[row * shape.vocabularySize() + token] = logit;
            sum += Math.exp(logit);
        }
        sums[row] = (float) Math.log(sum);
    }

    private static void requireBelow(int value, int limit) {
        if (value < 0 || value >= limit) {
            throw new ModelException(value + " is out of range");
        }
    }
}
