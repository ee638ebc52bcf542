package dev.rapport.inference.decoding;

import java.util.concurrent.atomic.AtomicLong;

/** What a decode loop did. One thread writes, any thread reads. */
public final class DecodeCounters {
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong generatedTokens = new AtomicLong();
    private final AtomicLong prefillTokens = new AtomicLong();
    private volatile int activeSlots;
    private volatile int waiting;

    void stepped(int rows, int prefill, int active, int queued) {
        steps.incrementAndGet();
        generatedTokens.addAndGet(rows);
        prefillTokens.addAndGet(prefill);
        activeSlots = active;
        waiting = queued;
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

    /** Sequences in the batch after the last step. */
    public int activeSlots() {
        return activeSlots;
    }

    /** Sequences that waited to join after the last step. */
    public int waiting() {
        return waiting;
    }
}
