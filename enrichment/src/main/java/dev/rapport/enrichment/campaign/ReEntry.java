package dev.rapport.enrichment.campaign;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * When a campaign may write to a customer to whom it has written before; a message held back from a holdout customer counts
 * too.
 *
 * @param minGap how long after the one before; zero for at every trigger
 */
public record ReEntry(Duration minGap) {
    /** At every trigger. */
    public static final ReEntry ALWAYS = new ReEntry(Duration.ZERO);

    /** Once in a customer's life. */
    public static final ReEntry NEVER = new ReEntry(ChronoUnit.FOREVER.getDuration());
}
