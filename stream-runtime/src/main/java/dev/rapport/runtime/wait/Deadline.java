package dev.rapport.runtime.wait;

import java.time.Duration;

/** A moment on the monotonic clock; over at once until it is set. Not thread-safe. */
public final class Deadline {
    private long nanos = System.nanoTime();

    public static Deadline in(Duration time) {
        var deadline = new Deadline();
        deadline.set(time);
        return deadline;
    }

    /** Moves it to {@code time} from now. */
    public void set(Duration time) {
        nanos = System.nanoTime() + time.toNanos();
    }

    public boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /** Until then; zero when it is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
