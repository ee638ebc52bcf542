package dev.rapport.inference.batching;

/**
 * A sequence in the batch: a prompt and the tokens that follow it. The scheduler moves it from waiting to joining to
 * decoding to ended.
 *
 * @param <T> what the caller attaches to it
 */
public final class Sequence<T> {
    private static final int[] NO_PAGES = {};

    private final T owner;
    private final int[] prompt;
    private final int maxNewTokens;
    private int[] pages = NO_PAGES;
    private int newTokens;
    private int lastToken;

    Sequence(T owner, int[] prompt, int maxNewTokens) {
        this.owner = owner;
        this.prompt = prompt;
        this.maxNewTokens = maxNewTokens;
    }

    public T owner() {
        return owner;
    }

    /** The prompt; not to be changed. */
    public int[] prompt() {
        return prompt;
    }

    /** Pages of the cache that it owns, in order; not to be changed. */
    public int[] pages() {
        return pages;
    }

    /** The newest token, which the next step reads. */
    public int lastToken() {
        return lastToken;
    }

    /** Position of the newest token. */
    public int lastPosition() {
        return prompt.length + newTokens - 1;
    }

    /** Positions that it may come to fill: the last token of all is never read. */
    int maxPositions() {
        return positions(prompt.length, maxNewTokens);
    }

    void own(int[] taken) {
        pages = taken;
    }

    void append(int token) {
        if (newTokens == maxNewTokens) {
            throw new IllegalStateException("the sequence has its " + maxNewTokens + " tokens");
        }
        lastToken = token;
        newTokens++;
    }

    int[] disown() {
        var owned = pages;
        pages = NO_PAGES;
        return owned;
    }

    static int positions(int promptTokens, int maxNewTokens) {
        return Math.addExact(promptTokens, maxNewTokens - 1);
    }
}
