package dev.rapport.ingestion.catalog.sink;

import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes products to {@code rapport.catalog.v1} with a producer of its own, so that a large feed does not wait before
 * events; idempotent, {@code acks=all}. A removal is a tombstone. What waits for Kafka is bounded.
 */
public final class KafkaProductSink implements ProductSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaProductSink.class);
    private static final String TOPIC = Topics.CATALOG.name();
    private static final long BUFFER_BYTES = 16L * 1024 * 1024;
    /** What may wait of the buffer, where a record takes more room than its bytes. */
    private static final long MAX_WAITING = BUFFER_BYTES / 2;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Producer<String, byte[]>> producers;
    private final AvroSerdes serdes;
    private final Serializer<CatalogProduct> products;
    private final CatalogMeters meters;
    private final AtomicLong waiting = new AtomicLong();
    private volatile @Nullable Producer<String, byte[]> opened;

    /** @param producers makes the producer when the sink is opened */
    public KafkaProductSink(Supplier<Producer<String, byte[]>> producers, AvroSerdes serdes, CatalogMeters meters) {
        this.producers = producers;
        this.serdes = serdes;
        this.products = serdes.serializer();
        this.meters = meters;
    }

    /** A producer that waits for Kafka as long as that of captured events does. */
    public static Producer<String, byte[]> producer(KafkaConnection kafka, KafkaSinkConfig config) {
        var settings = kafka.producer("catalog");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.maxBlock().toMillis());
        var delivery = Math.toIntExact(config.deliveryTimeout().toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Makes the producer and gets what the first product needs: topic metadata and a schema id. Until then it refuses. */
    public void open() {
        var producer = producers.get();
        opened = producer;
        try {
            producer.partitionsFor(TOPIC);
            serdes.register(Topics.CATALOG);
        } catch (KafkaException | SchemaRegistryException e) {
            LOG.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("Kafka cannot be reached yet; requests with products get 503 until it can");
        }
    }

    @Override
    public CompletableFuture<Void> store(List<? extends ProductChange> changes, Map<String, String> headers) {
        var pending = new ArrayList<CompletableFuture<Void>>();
        for (var change : changes) {
            var stored = write(change, headers);
            pending.add(stored);
            if (stored.isCompletedExceptionally()) {
                // Each further one might wait for Kafka as long, and all of them are sent again.
                break;
            }
        }
        return CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> write(ProductChange change, Map<String, String> headers) {
        var producer = opened;
        if (producer == null || waiting.get() > MAX_WAITING) {
            meters.failed();
            return CompletableFuture.failedFuture(new SinkUnavailableException(
                    producer == null ? "the catalogue is not open" : "too many products are waiting for Kafka"));
        }
        var stored = new CompletableFuture<Void>();
        var size = 0L;
        try {
            var record = record(change, headers);
            byte @Nullable [] value = record.value();
            var length = value == null ? 0 : value.length;
            size = length;
            waiting.addAndGet(length);
            var unused = producer.send(record, (metadata, error) -> {
                waiting.addAndGet(-length);
                finish(stored, change, error);
            });
        } catch (KafkaException | SchemaRegistryException | IllegalStateException e) {
            waiting.addAndGet(-size);
            finish(stored, change, e);
        }
        return stored;
    }

    private ProducerRecord<String, byte[]> record(ProductChange change, Map<String, String> headers) {
        byte @Nullable [] value =
                change instanceof ProductChange.Upsert upsert ? products.serialize(TOPIC, upsert.product()) : null;
        var record = new ProducerRecord<>(TOPIC, change.productId(), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private void finish(CompletableFuture<Void> stored, ProductChange change, @Nullable Exception error) {
        if (error == null) {
            meters.stored(change instanceof ProductChange.Removal);
            stored.complete(null);
        } else {
            meters.failed();
            stored.completeExceptionally(new SinkUnavailableException("Kafka did not take the product", error));
        }
    }

    @Override
    public void close() {
        var producer = opened;
        opened = null;
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}
