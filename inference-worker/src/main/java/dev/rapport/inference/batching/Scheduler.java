package dev.rapport.inference.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Continuous batching: a sequence joins as soon as a slot and all pages it may ever need are free, and leaves in the step
 * in which it ends. First come, first served: a long prompt at the head is never overtaken, so none starves.
 *
 * <p>Pure and not thread-safe: no model, no clock.
 *
 * @param <T> what the caller attaches to a sequence
 */
public final class Scheduler<T> {
    private final BatchingConfig config;
    private final int pageTokens;
    private final int pageCount;
    private final PagePool pool;
    private final Deque<Sequence<T>> waiting = new ArrayDeque<>();
    private final Set<Sequence<T>> active = new LinkedHashSet<>();

    /**
     * @param pageTokens tokens that fit in a page
     * @param pageCount pages of the cache
     */
    public Scheduler(BatchingConfig config, int pageTokens, int pageCount) {
        this.config = config;
        this.pageTokens = pageTokens;
        this.pageCount = pageCount;
        this.pool = new PagePool(pageCount);
    }

    /** Whether a sequence can ever join: whether the whole cache would hold it. */
    public static boolean fits(int promptTokens, int maxNewTokens, int pageTokens, int pageCount) {
        return (long) promptTokens + maxNewTokens - 1 <= (long) pageTokens * pageCount;
    }

    /**
     * Adds a sequence to those that wait.
     *
     * @param prompt at least one token; kept, not copied
     * @throws IllegalArgumentException when it is empty or does not fit
     */
    public void submit(T owner, int[] prompt, int maxNewTokens) {
        if (prompt.length == 0 || maxNewTokens < 1 || !fits(prompt.length, maxNewTokens, pageTokens, pageCount)) {
            throw new IllegalArgumentException(
                    "a sequence of " + prompt.length + " and " + maxNewTokens + " tokens cannot be scheduled");
        }
        waiting.add(new Sequence<>(owner, prompt, maxNewTokens));
    }

    /** The next step: everything active decodes, and what has room joins. Empty when there is nothing to do. */
    public StepPlan<T> plan() {
        var decoding = List.copyOf(active);
        var joining = new ArrayList<Sequence<T>>();
        var prefill = 0;
        for (var next = waiting.peek(); next != null; next = waiting.peek()) {
            var pages = pagesFor(next.maxPositions());
            var overBudget = !joining.isEmpty() && prefill + next.prompt().length > config.prefillTokens();
            if (active.size() == config.maxSlots() || overBudget || pages > pool.available()) {
                break;
            }
            waiting.remove();
            next.own(pool.take(pages));
            active.add(next);
            joining.add(next);
            prefill += next.prompt().length;
        }
        return new StepPlan<>(decoding, joining);
    }

    /** The step gave a sequence a token, and it goes on. */
    public void advance(Sequence<T> sequence, int token) {
        requireActive(sequence);
        sequence.append(token);
    }

    /** The step was the last of a sequence: its slot and pages are free. */
    public void end(Sequence<T> sequence) {
        requireActive(sequence);
        active.remove(sequence);
        pool.giveBack(sequence.disown());
    }

    /** Takes back everything that waits or is active, in the order of joining, and frees all pages. */
    public List<T> abandon() {
        var owners = new ArrayList<T>();
        for (var sequence : List.copyOf(active)) {
            end(sequence);
            owners.add(sequence.owner());
        }
        waiting.forEach(sequence -> owners.add(sequence.owner()));
        waiting.clear();
        return owners;
    }

    public boolean hasWork() {
        return !active.isEmpty() || !waiting.isEmpty();
    }

    /** Sequences in the batch. */
    public int activeSlots() {
        return active.size();
    }

    /** Sequences that wait to join. */
    public int waiting() {
        return waiting.size();
    }

    /** Pages that no sequence owns. */
    public int freePages() {
        return pool.available();
    }

    private int pagesFor(int positions) {
        return (positions + pageTokens - 1) / pageTokens;
    }

    private void requireActive(Sequence<T> sequence) {
        if (!active.contains(sequence)) {
            throw new IllegalStateException("the sequence is not active");
        }
    }
}
