package dev.rapport.ingestion.capture.sink;

import java.time.Duration;

/**
 * Whether Kafka takes what it is given. It opens when nothing has been acknowledged for a while though something waits, and
 * closes with the next acknowledgement. While it is open a request is let through now and then, to find out. Time is handed
 * in; thread-safe.
 */
final class Circuit {
    /** A look that comes later than this was held up itself, as may be what it looks at: that says nothing about Kafka. */
    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final long stallNanos;
    private int handedOver;
    private long acknowledged;
    private long progressAtNanos;
    private long lookedAtNanos;
    private long triedAtNanos;
    private boolean open;

    /** @param stall longest time without an acknowledgement while something waits */
    Circuit(Duration stall, long nowNanos) {
        this.stallNanos = stall.toNanos();
        this.progressAtNanos = nowNanos;
        this.lookedAtNanos = nowNanos;
    }

    /** Whether a request may be handed over; {@link #finished} follows when it may. */
    synchronized boolean admits(long nowNanos) {
        if (open && handedOver > 0 && nowNanos - triedAtNanos < stallNanos) {
            return false;
        }
        if (handedOver == 0) {
            // Nothing waited until now: silence is counted from here.
            progressAtNanos = nowNanos;
        }
        triedAtNanos = nowNanos;
        handedOver++;
        return true;
    }

    /** A request that was handed over is stored, or given up. */
    synchronized void finished() {
        handedOver--;
    }

    /**
     * Looks again, which has to be done all the time.
     *
     * @param count acknowledgements so far
     */
    synchronized void look(long count, long nowNanos) {
        var wasPaused = nowNanos - lookedAtNanos > PAUSE_NANOS;
        lookedAtNanos = nowNanos;
        if (count != acknowledged) {
            acknowledged = count;
            progressAtNanos = nowNanos;
            open = false;
        } else if (wasPaused) {
            progressAtNanos = nowNanos;
        } else if (handedOver > 0 && nowNanos - progressAtNanos > stallNanos) {
            open = true;
        }
    }

    synchronized boolean isOpen() {
        return open;
    }
}
