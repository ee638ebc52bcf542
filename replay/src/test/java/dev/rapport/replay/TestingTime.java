package dev.rapport.replay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes in pauses only. */
final class TestingTime implements ReplayTime {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    double seconds() {
        return nanos.get() / 1e9;
    }
}
