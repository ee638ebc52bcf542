package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;

/**
 * What recommendations are learnt from.
 *
 * @param interval    how often it is published what was learnt, at least one minute
 * @param halfLife    time in which a session's weight halves, positive
 * @param maxSessions latest sessions of all customers that are learnt from, positive
 * @param maxProducts products of which it is known what goes with them; enough for one session
 */
public record RecommendationConfig(Duration interval, Duration halfLife, int maxSessions, int maxProducts) {
    public static final RecommendationConfig DEFAULT =
            new RecommendationConfig(Duration.ofHours(1), Duration.ofDays(30), 100_000, 20_000);

    private static final String AREA = "enrichment.recommendations.";

    public RecommendationConfig {
        Checks.atLeast(Duration.ofMinutes(1).toMillis(), interval.toMillis(), AREA + "interval in ms");
        Checks.positive(halfLife, AREA + "half-life");
        Checks.atLeast(1, maxSessions, AREA + "max-sessions");
        Checks.atLeast(ProductSession.MAX_PRODUCTS, maxProducts, AREA + "max-products");
    }

    /** From {@code enrichment.recommendations.*} settings. */
    static RecommendationConfig from(ConfigReader in) {
        var interval = in.duration(
                AREA + "interval",
                DEFAULT.interval,
                "How often it is published what was learnt from the sessions that ended: at least 1m. Decisions know a week of"
                        + " it with the default, of a product that is in sessions all the time; less with a shorter one.");
        var halfLife = in.duration(
                AREA + "half-life",
                DEFAULT.halfLife,
                "Time in which the weight of a session halves in recommendations.");
        var maxSessions = in.integer(
                AREA + "max-sessions",
                DEFAULT.maxSessions,
                "Latest sessions of all customers that recommendations are learnt from; in memory, about 500 bytes each.");
        var maxProducts = in.integer(
                AREA + "max-products",
                DEFAULT.maxProducts,
                "Products of which it is known what goes with them: beyond that the oldest sessions go.");
        return in.build(() -> new RecommendationConfig(interval, halfLife, maxSessions, maxProducts), () -> DEFAULT);
    }
}
