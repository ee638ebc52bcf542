package dev.rapport.inference.decoding;

import dev.rapport.inference.batching.Scheduler;
import java.util.concurrent.atomic.AtomicLong;

/** What a decode loop did. One thread writes, any thread reads. */
public final class DecodeCounters {
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong generatedTokens = new AtomicLong();
    private final AtomicLong prefillTokens = new AtomicLong();
    private volatile int activeSlots;
    private volatile int waiting;
    private volatile int freePages;
    private volatile long sharedTokens;

    void opened(int pages) {
        freePages = pages;
    }

    void stepped(int choices, int prefill) {
        steps.incrementAndGet();
        generatedTokens.addAndGet(choices);
        prefillTokens.addAndGet(prefill);
    }

    /** What the scheduler holds now. */
    void holds(Scheduler<?> after) {
        activeSlots = after.activeSlots();
        waiting = after.waiting();
        freePages = after.freePages();
        sharedTokens = after.sharedTokens();
    }

    /** Steps of the model. */
    public long steps() {
        return steps.get();
    }

    /** Tokens that the model wrote. */
    public long generatedTokens() {
        return generatedTokens.get();
    }

    /** Prompt tokens that the model read. */
    public long prefillTokens() {
        return prefillTokens.get();
    }

    /** Prompt tokens that it did not have to read, because the cache held them. */
    public long sharedTokens() {
        return sharedTokens;
    }

    /** Sequences in the batch after the last step. */
    public int activeSlots() {
        return activeSlots;
    }

    /** Sequences that waited to join after the last step. */
    public int waiting() {
        return waiting;
    }

    /** Pages of the cache that were free after the last step. */
    public int freePages() {
        return freePages;
    }
}
