package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.customer.recommendation.Related;
import dev.rapport.enrichment.version.Version;
import java.util.Optional;

/** What was learnt over all customers, as it was at any time. */
@FunctionalInterface
public interface Recommendations {
    /**
     * The version in force.
     *
     * @param key  as in its topic; see {@link dev.rapport.enrichment.customer.recommendation.RelatedKey}
     * @param time in milliseconds since the epoch
     */
    Optional<Version<Related>> at(String key, long time);
}
