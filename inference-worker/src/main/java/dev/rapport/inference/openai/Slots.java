package dev.rapport.inference.openai;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Lets so many requests be under way at a time; the others wait in the order they came, and block nobody. */
final class Slots {
    private final int most;
    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /** @param executor runs what has got a slot */
    Slots(int most, Executor executor) {
        this.most = most;
        this.executor = executor;
    }

    /** Runs {@code work} as soon as there is a slot; who gets one gives it back by {@link #release()}. */
    void take(Runnable work) {
        synchronized (this) {
            if (taken == most) {
                waiting.add(work);
                return;
            }
            taken++;
        }
        executor.execute(work);
    }

    /** Gives a slot back, to whoever waits longest. */
    void release() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken--;
                return;
            }
        }
        executor.execute(next);
    }
}
