package dev.rapport.inference.batching;

/**
 * A sequence in the batch: the tokens that follow a prompt.
 *
 * @param <T> what the caller attaches to it
 */
public final class Sequence<T> {
    private static final int[] NO_PAGES = {};

    private final T owner;
    private final int promptTokens;
    private final int maxNewTokens;
    private int[] pages;
    private int newTokens;
    private int lastToken;

    Sequence(T owner, int promptTokens, int maxNewTokens, int[] pages) {
        this.owner = owner;
        this.promptTokens = promptTokens;
        this.maxNewTokens = maxNewTokens;
        this.pages = pages;
    }

    public T owner() {
        return owner;
    }

    /** Pages of the cache that it reads, in order; not to be changed. */
    public int[] pages() {
        return pages;
    }

    /** The newest token, which the next step reads. */
    public int lastToken() {
        return lastToken;
    }

    /** Position of the newest token. */
    public int lastPosition() {
        return promptTokens + newTokens - 1;
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
}
