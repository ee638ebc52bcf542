package dev.rapport.inference.openai;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Limits the number of calls in progress; the others wait without blocking a thread. First come, first served, but a level of
 * priority is worth {@link #TURNS_PER_PRIORITY} places in the queue, so that no call is starved. Thread-safe.
 */
final class ConcurrencyLimiter {
    /** Places in the queue that a level of priority is worth. */
    static final long TURNS_PER_PRIORITY = 1_000;

    private final int maxConcurrent;
    private final Executor executor;
    private final Queue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::turn).thenComparingLong(Waiting::ticket));
    private long tickets;
    private int acquired;

    private record Waiting(long turn, long ticket, Runnable work) {}

    /** @param executor runs calls that have a permit */
    ConcurrencyLimiter(int maxConcurrent, Executor executor) {
        this.maxConcurrent = maxConcurrent;
        this.executor = executor;
    }

    /** Runs {@code work} as soon as there is a permit, which it must {@link #release} in the end. */
    void acquire(int priority, Runnable work) {
        synchronized (this) {
            if (acquired == maxConcurrent) {
                var ticket = tickets++;
                waiting.add(new Waiting(ticket - TURNS_PER_PRIORITY * priority, ticket, work));
                return;
            }
            acquired++;
        }
        executor.execute(work);
    }

    /** Returns a permit, to the next that waits. */
    void release() {
        Waiting next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                acquired--;
                return;
            }
        }
        executor.execute(next.work());
    }
}
