package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.ErasureRoute.NOTHING_PERSONAL;
import static dev.rapport.schemas.topic.ErasureRoute.TOMBSTONE;

import dev.rapport.runtime.streams.DeclaredStore;
import java.util.List;

/** What the stores of scoring hold, how long, and how an erasure reaches them. */
public final class DeclaredStores {
    private static final String BOUNDED = "bounded for each customer, the oldest is evicted";

    public static final List<DeclaredStore> ALL = List.of(
            ofCustomer(ScoringStoreNames.SESSIONS, "Sessions that were counted."),
            ofCustomer(ScoringStoreNames.TOUCHPOINTS, "Touchpoints that a conversion may be credited to."),
            ofCustomer(ScoringStoreNames.PROMPTS, "Prompts and engagement with their replies."),
            ofCustomer(ScoringStoreNames.GOALS, "Goal events, with orders and revenue."),
            ofCustomer(ScoringStoreNames.EXPOSURES, "First exposure to each campaign."),
            pending(
                    ScoringStoreNames.PENDING_METRICS,
                    "group and minute",
                    "Changes of counts that are not passed on yet, in memory."),
            pending(
                    ScoringStoreNames.PENDING_MOMENTS,
                    "arm",
                    "Changes of moments that are not passed on yet, in memory."),
            new DeclaredStore(
                    ScoringStoreNames.METRICS,
                    "campaign, arm, channel and window",
                    "Counts of every window.",
                    "a bounded number of windows",
                    NOTHING_PERSONAL),
            sums(ScoringStoreNames.TIMES, "partition", "How far time has come, in memory."),
            sums(ScoringStoreNames.ARMS, "experiment and arm", "Exact sums over the customers of an arm."));

    private DeclaredStores() {}

    private static DeclaredStore ofCustomer(String name, String holds) {
        return new DeclaredStore(name, "customerId", holds, BOUNDED, TOMBSTONE);
    }

    private static DeclaredStore pending(String name, String key, String holds) {
        return new DeclaredStore(name, key, holds, "until they are passed on", NOTHING_PERSONAL);
    }

    private static DeclaredStore sums(String name, String key, String holds) {
        return new DeclaredStore(name, key, holds, "for ever", NOTHING_PERSONAL);
    }
}
