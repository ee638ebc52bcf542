package dev.rapport.quickstart.sdks;

import java.time.Instant;
import java.util.Optional;

/** An SDK while it sends. */
interface Sending extends AutoCloseable {
    /** When its calls were made; empty until then. */
    Optional<Calling> calling();

    /** Whether it has nothing more to send, or has given up. */
    boolean hasEnded();

    /** What it said, for the message of a failure. */
    String said();

    @Override
    void close();

    /** The time in which the calls were made. */
    record Calling(Instant from, Instant to) {
        static Calling ofMillis(long from, long to) {
            return new Calling(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        }
    }
}
