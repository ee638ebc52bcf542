package dev.rapport.ingestion.catalog.sink;

import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** What became of products that were sent. */
public final class CatalogMeters {
    private static final CounterMeter PRODUCTS = CounterMeter.of(
            "rapport.catalog.products",
            "products",
            "Products by what became of them: stored, removed, refused as they broke a rule, or failed as Kafka did not take"
                    + " them.",
            "outcome");
    private static final GaugeMeter STALLED = GaugeMeter.of(
            "rapport.catalog.stalled",
            "state",
            "Whether Kafka acknowledges no products and requests are refused at once: 1, otherwise 0.");

    private final LongAdder acknowledged = new LongAdder();
    private final MeterRegistry registry;

    public CatalogMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Products that broke a rule. */
    public void refused(int products) {
        PRODUCTS.in(registry, "refused").increment(products);
    }

    /** Products that were not tried, as Kafka takes nothing. */
    public void failed(int products) {
        PRODUCTS.in(registry, "failed").increment(products);
    }

    /** How often Kafka has answered so far: records that it took, and parts of the topic that it gave. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    public void stalled(BooleanSupplier circuit) {
        STALLED.follow(registry, circuit, open -> open.getAsBoolean() ? 1 : 0);
    }

    void read() {
        acknowledged.increment();
    }

    void stored(boolean isRemoval) {
        acknowledged.increment();
        PRODUCTS.in(registry, isRemoval ? "removed" : "stored").increment();
    }

    void failed() {
        failed(1);
    }
}
