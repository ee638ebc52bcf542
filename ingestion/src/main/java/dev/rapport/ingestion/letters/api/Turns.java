package dev.rapport.ingestion.letters.api;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** At most two requests read Kafka at a time, so that what they hold is bounded and capture has the machine. */
final class Turns {
    private static final int MAX = 2;
    private static final long WAIT_SECONDS = 10;

    private final Semaphore free = new Semaphore(MAX, true);

    /** Too many asked at once. */
    static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many requests read dead letters now, try again");
        }
    }

    void take(Runnable work) {
        try {
            if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
        try {
            work.run();
        } finally {
            free.release();
        }
    }
}
