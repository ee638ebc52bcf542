package dev.rapport.scoring.topology;

import dev.rapport.runtime.value.Checks;
import java.time.Duration;

/**
 * How many records' changes are added up before they are passed on. It is the difference between four updates an event and
 * a few dozen for thousands of events; numbers are later by the interval at most.
 *
 * @param maxRecords records whose changes are added up, at least 1
 * @param interval   longest time that changes wait, positive
 */
public record Batching(int maxRecords, Duration interval) {
    /** Every record's changes at once. */
    public static final Batching NONE = new Batching(1, Duration.ofMillis(100));

    /** Changes of up to 10,000 records or a tenth of a second. */
    public static final Batching DEFAULT = new Batching(10_000, Duration.ofMillis(100));

    public Batching {
        Checks.atLeast(1, maxRecords, "maxRecords");
        Checks.positive(interval, "interval");
    }
}
