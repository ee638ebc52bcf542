package dev.rapport.inference.batching;

import java.util.List;

/**
 * A prompt that waits or is being read, for one or several sequences that will follow it.
 *
 * @param <T> what the caller attaches to each of those
 */
public final class Prefill<T> {
    private static final int[] NO_PAGES = {};

    private final List<T> owners;
    private final int[] prompt;
    private final int maxNewTokens;
    private final long deadlineNanos;
    private final long turn;
    private int[] pages = NO_PAGES;
    private List<int[]> tails = List.of();
    private int read;

    Prefill(List<T> owners, int[] prompt, int maxNewTokens, long deadlineNanos, long turn) {
        this.owners = List.copyOf(owners);
        this.prompt = prompt;
        this.maxNewTokens = maxNewTokens;
        this.deadlineNanos = deadlineNanos;
        this.turn = turn;
    }

    /** Owners of the sequences that follow the prompt. */
    public List<T> owners() {
        return owners;
    }

    /** The prompt; not to be changed. */
    public int[] prompt() {
        return prompt;
    }

    /** Pages of the prompt, in order; not to be changed. */
    int[] pages() {
        return pages;
    }

    int maxNewTokens() {
        return maxNewTokens;
    }

    /** Place in the queue; lower ones go first. */
    long turn() {
        return turn;
    }

    boolean isLate(long nowNanos) {
        return deadlineNanos != Scheduler.NO_DEADLINE && nowNanos - deadlineNanos > 0;
    }

    /** Tokens of the prompt that are in the cache. */
    int read() {
        return read;
    }

    /**
     * @param ofPrompt pages of the prompt
     * @param ofOwners for each owner the pages of its own that follow: for the first those after the prompt's last page,
     *     for the others those after its last full page
     * @param alreadyRead tokens whose pages hold them already
     */
    void own(int[] ofPrompt, List<int[]> ofOwners, int alreadyRead) {
        pages = ofPrompt;
        tails = List.copyOf(ofOwners);
        read = alreadyRead;
    }

    int[] tail(int owner) {
        return tails.get(owner);
    }

    void readTo(int position) {
        read = position;
    }

    void disown() {
        pages = NO_PAGES;
        tails = List.of();
    }
}
