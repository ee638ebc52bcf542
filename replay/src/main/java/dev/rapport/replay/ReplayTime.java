package dev.rapport.replay;

import java.time.Duration;

/** The time that a replay runs in; a seam, so that tests need not wait. */
public interface ReplayTime {
    /** Nanoseconds since any fixed moment. */
    long nanos();

    /** Waits this long, less when interrupted. */
    void pause(Duration duration) throws InterruptedException;
}
