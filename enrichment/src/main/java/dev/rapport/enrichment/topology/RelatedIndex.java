package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.recommendation.Related;
import dev.rapport.enrichment.customer.recommendation.Weighted;
import dev.rapport.enrichment.decision.Recommendations;
import dev.rapport.enrichment.version.Timeline;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.RelatedProducts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Versions of what was learnt, by its key. The global thread writes, stream threads read. */
final class RelatedIndex implements Recommendations {
    private final Map<String, Timeline<Related>> byKey = new ConcurrentHashMap<>();
    private final EnrichmentMeters meters;

    RelatedIndex(EnrichmentMeters meters) {
        this.meters = meters;
    }

    /**
     * Takes a version in.
     *
     * @param learnt null for what has said nothing since before anything that can still be decided
     */
    void put(String key, @Nullable RelatedProducts learnt, long appendedAt) {
        if (learnt == null) {
            byKey.remove(key);
            return;
        }
        var before = byKey.getOrDefault(key, Timeline.empty());
        var after = before.with(new Version<>(
                related(learnt), learnt.getVersion(), learnt.getEffectiveAt().toEpochMilli()));
        byKey.put(key, after);
        meters.evictedRecommendationVersions(after.evicted() - before.evicted());
    }

    @Override
    public Optional<Version<Related>> at(String key, long time) {
        var timeline = byKey.get(key);
        return timeline == null ? Optional.empty() : timeline.at(time);
    }

    private static Related related(RelatedProducts learnt) {
        // One id is in the lists of many products, in many versions.
        return new Related(
                learnt.getLearntAt().toEpochMilli(),
                learnt.getProducts().stream()
                        .map(one -> new Weighted(one.getProductId().intern(), one.getWeight()))
                        .toList());
    }
}
