package dev.rapport.inference.model;

import dev.rapport.inference.generation.ReferenceSampler;
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

    /** Rows of each step so far. */
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
        batchSizes.add(input.rows());
        for (var copy : input.copies()) {
            cache[copy.to()] = cache[copy.from()].clone();
        }
        var rows = new ArrayList<float[]>();
        for (var token : input.decoding()) {
            remember(token.token(), token.position(), token.pages());
            rows.add(logits(hash(token.position() + 1, token.pages())));
        }
        for (var chunk : input.chunks()) {
            for (int i = chunk.start(); i < chunk.end(); i++) {
                remember(chunk.prompt()[i], i, chunk.pages());
            }
            rows.add(logits(hash(chunk.end(), chunk.pages())));
        }
        var tokens = new long[input.choices().size()];
        var logProbabilities = new float[tokens.length];
        var logits = new float[input.wantedLogits() * shape.vocabularySize()];
        for (int i = 0; i < tokens.length; i++) {
            var row = rows.get(input.choices().get(i).row());
            tokens[i] = ReferenceSampler.choose(row.clone(), input.choices().get(i));
            logProbabilities[i] = logProbability(row, (int) tokens[i]);
            if (i < input.wantedLogits()) {
                System.arraycopy(row, 0, logits, i * row.length, row.length);
            }
        }
        return new StepOutput(tokens, logProbabilities, logits, shape.vocabularySize());
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

    private float[] logits(long hash) {
        var logits = new float[shape.vocabularySize()];
        for (int token = 0; token < logits.length; token++) {
            var mixed = (hash + token) * 0x9e3779b97f4a7c15L;
            logits[token] = ((mixed ^ (mixed >>> 29)) & 0xffff) / 16384f;
        }
        return logits;
    }

    private static float logProbability(float[] logits, int token) {
        var sum = 0.0;
        for (var logit : logits) {
            sum += Math.exp(logit);
        }
        return (float) (logits[token] - Math.log(sum));
    }

    private static void requireBelow(int value, int limit) {
        if (value < 0 || value >= limit) {
            throw new ModelException(value + " is out of range");
        }
    }
}
