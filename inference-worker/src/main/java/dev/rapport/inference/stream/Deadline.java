package dev.rapport.inference.stream;

import java.time.Duration;

/** A moment on the monotonic clock. Not thread-safe. */
final class Deadline {
    private long nanos = System.nanoTime();

    static Deadline in(Duration time) {
        var deadline = new Deadline();
        deadline.set(time);
        return deadline;
    }

    /** Moves it to {@code time} from now. */
    void set(Duration time) {
        nanos = System.nanoTime() + time.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /** Until then; zero when it is over. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
