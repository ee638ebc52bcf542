package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.state.SuppressionWord;
import dev.rapport.schemas.topic.Cleanup;
import dev.rapport.schemas.topic.ErasureRoute;
import dev.rapport.schemas.topic.Topic;
import java.time.Duration;

/** The way from the customers to what is known of addresses. */
public final class SuppressionWords {
    /** Internal to the topology, so that its name has a prefix there and Streams deletes what was read. */
    public static final Topic<SuppressionWord> BY_ADDRESS = new Topic<>(
            "suppressions-by-address",
            SuppressionWord.class,
            "SHA-256 of the address",
            1,
            Cleanup.DELETE,
            Duration.ZERO,
            ErasureRoute.KEPT,
            "enrichment",
            "What events say about addresses.",
            false);

    private SuppressionWords() {}
}
