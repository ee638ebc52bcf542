package dev.rapport.inference.openai;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Lets so many requests be under way at a time; the others wait and block nobody. The highest priority goes first, and of
 * one priority who came first.
 */
final class Slots {
    private final int most;
    private final Executor executor;
    private final Queue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparingInt(Waiting::priority).reversed().thenComparingLong(Waiting::ticket));
    private long tickets;
    private int taken;

    private record Waiting(int priority, long ticket, Runnable work) {}

    /** @param executor runs what has got a slot */
    Slots(int most, Executor executor) {
        this.most = most;
        this.executor = executor;
    }

    /** Runs {@code work} as soon as there is a slot; who gets one gives it back by {@link #release()}. */
    void take(int priority, Runnable work) {
        synchronized (this) {
            if (taken == most) {
                waiting.add(new Waiting(priority, tickets++, work));
                return;
            }
            taken++;
        }
        executor.execute(work);
    }

    /** Gives a slot back, to whoever waits longest. */
    void release() {
        Waiting next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
                return;
            }
        }
        executor.execute(next.work());
    }
}
