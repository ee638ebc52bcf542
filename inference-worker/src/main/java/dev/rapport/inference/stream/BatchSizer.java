package dev.rapport.inference.stream;

import java.time.Duration;

/** Keeps batches small enough for the time they may take, from what the last ones took. Pure; not thread-safe. */
final class BatchSizer {
    /** Weight of the newest batch: a slow spell is believed soon, one outlier is not. */
    private static final double NEWEST = 0.3;

    private final int most;
    private final double targetNanos;
    private double nanosPerPrompt;

    /**
     * @param most   prompts of the largest batch, at least 1
     * @param target time that a batch should take, positive
     */
    BatchSizer(int most, Duration target) {
        this.most = most;
        this.targetNanos = target.toNanos();
    }

    /** Prompts that the next batch may hold, 1 to {@code most}. */
    int limit() {
        if (nanosPerPrompt <= 0) {
            return most;
        }
        return (int) Math.max(1, Math.min(most, targetNanos / nanosPerPrompt));
    }

    /** A batch of {@code prompts}, at least 1, took {@code time}. */
    void took(int prompts, Duration time) {
        var measured = (double) time.toNanos() / prompts;
        nanosPerPrompt = nanosPerPrompt <= 0 ? measured : NEWEST * measured + (1 - NEWEST) * nanosPerPrompt;
    }
}
