package dev.rapport.ingestion.fuzz;

import dev.rapport.ingestion.catalog.CatalogLog;
import dev.rapport.ingestion.catalog.LogPosition;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;

/** Writes every product as Kafka would get it, reads it back, counts it and forgets it. */
final class TestingProductSink implements ProductSink, CatalogLog {
    final LongAdder stored = new LongAdder();
    final LongAdder removed = new LongAdder();

    private final Serde<CatalogProduct> products = new AvroSerdes(new FakeSchemaRegistry()).of(CatalogProduct.class);

    @Override
    public CompletableFuture<Void> store(List<? extends ProductChange> changes, Map<String, String> headers) {
        for (var change : changes) {
            if (change instanceof ProductChange.Upsert upsert) {
                requireSame(upsert.product());
                stored.increment();
            } else {
                removed.increment();
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public LogPosition end() {
        return new LogPosition(Map.of(0, stored.sum()));
    }

    @Override
    public Map<String, LogPlace> productsOf(String source) {
        return Map.of("gone", new LogPlace(0, 0), "kept", new LogPlace(0, Long.MAX_VALUE));
    }

    private void requireSame(CatalogProduct product) {
        var topic = Topics.CATALOG.name();
        var read =
                products.deserializer().deserialize(topic, products.serializer().serialize(topic, product));
        if (!product.equals(read)) {
            throw new IllegalStateException("a product is not read as it was written: " + product);
        }
    }
}
