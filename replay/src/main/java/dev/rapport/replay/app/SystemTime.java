package dev.rapport.replay.app;

import dev.rapport.replay.ReplayTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's time. */
final class SystemTime implements ReplayTime {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        var neverReleased = new CountDownLatch(1);
        var unused = neverReleased.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}
