package dev.rapport.ingestion.enrichment.topology;

import dev.rapport.schemas.Suppression;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Suppressed addresses by key. The global thread writes, stream threads read. */
final class SuppressionIndex {
    private final Map<String, Suppression> byAddress = new ConcurrentHashMap<>();

    void put(String addressKey, @Nullable Suppression suppression) {
        if (suppression == null) {
            byAddress.remove(addressKey);
        } else {
            byAddress.put(addressKey, suppression);
        }
    }

    Optional<Suppression> of(String addressKey) {
        return Optional.ofNullable(byAddress.get(addressKey));
    }
}
