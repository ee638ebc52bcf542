package dev.rapport.ingestion.catalog.sink;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of products that were sent. */
public final class CatalogMeters {
    private static final CounterMeter PRODUCTS = CounterMeter.of(
            "rapport.catalog.products",
            "products",
            "Products by what became of them: stored, removed, refused as they broke a rule, or failed as Kafka did not take"
                    + " them.",
            "outcome");

    private final MeterRegistry registry;

    public CatalogMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Products that broke a rule. */
    public void refused(int products) {
        PRODUCTS.in(registry, "refused").increment(products);
    }

    void stored(boolean isRemoval) {
        PRODUCTS.in(registry, isRemoval ? "removed" : "stored").increment();
    }

    void failed() {
        PRODUCTS.in(registry, "failed").increment();
    }
}
