package dev.rapport.planted.timed.scoring.topology;

import java.time.Instant;

/** R5: a clock in a topology. */
public final class Ages {
    private Ages() {}

    /** Does it. */
    public static Instant today() {
        return Instant.now();
    }
}
