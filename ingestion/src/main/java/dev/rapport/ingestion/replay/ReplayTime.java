package dev.rapport.ingestion.replay;

import java.time.Duration;

/** Waits; a seam, so that tests need not. */
@FunctionalInterface
public interface Pause {
    /** Waits this long, less when interrupted. */
    void pause(Duration duration) throws InterruptedException;
}
