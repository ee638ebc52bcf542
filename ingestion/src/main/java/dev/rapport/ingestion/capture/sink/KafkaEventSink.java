package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.ErasureStatus;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to their topics with one idempotent producer, {@code acks=all}. What waits for Kafka is bounded twice:
 * by the producer's buffer, and by our own count, which refuses at once where the producer would block threads.
 * Futures complete on the producer's network thread, which must not be held: continue on another.
 */
public final class KafkaEventSink implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventSink.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    /** Part of the buffer that may be used: a record takes more room there than its bytes. */
    private static final double USABLE = 0.75;

    private static final int BATCH_BYTES = 128 * 1024;

    private final Supplier<Producer<String, byte[]>> producers;
    private final AvroSerdes serdes;
    private final EventKeys keys;
    private final Serializer<CapturedEvent> captured;
    private final Serializer<RejectedEvent> rejected;
    private final Serializer<Erasure> erasures;
    private final Serializer<Tick> ticks;
    private final EventMeters meters;
    private final long maxWaiting;
    private final AtomicLong waiting = new AtomicLong();
    private volatile @Nullable Producer<String, byte[]> opened;

    /** @param producers makes the producer when the sink is opened */
    public KafkaEventSink(
            Supplier<Producer<String, byte[]>> producers,
            AvroSerdes serdes,
            EventKeys keys,
            KafkaSinkConfig config,
            EventMeters meters) {
        this.producers = producers;
        this.serdes = serdes;
        this.keys = keys;
        this.captured = serdes.serializer();
        this.rejected = serdes.serializer();
        this.erasures = serdes.serializer();
        this.ticks = serdes.serializer();
        this.meters = meters;
        this.maxWaiting = (long) (config.buffer().bytes() * USABLE);
        meters.waiting(waiting::get);
    }

    /** A producer with the settings that the promises of capture rest on. */
    public static Producer<String, byte[]> producer(KafkaConnection kafka, KafkaSinkConfig config) {
        return new KafkaProducer<>(settings(kafka, config), new StringSerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> settings(KafkaConnection kafka, KafkaSinkConfig config) {
        var settings = kafka.producer("capture");
        var delivery = config.deliveryTimeout().toMillis();
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.buffer().bytes());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.maxBlock().toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(delivery));
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(delivery / 2));
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putIfAbsent(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }

    /** Makes the producer and gets what the first events need: schema ids and topic metadata. Until then it refuses. */
    public void open() {
        var producer = producers.get();
        opened = producer;
        List.of(Topics.EVENTS_CAPTURED, Topics.EVENTS_REJECTED, Topics.ERASURES)
                .forEach(topic -> prepare(producer, topic));
    }

    /** Each by itself: a request thread would wait for a schema id that was not got here. */
    private void prepare(Producer<String, byte[]> producer, Topic<?> topic) {
        try {
            serdes.register(topic);
            producer.partitionsFor(topic.name());
        } catch (KafkaException | SchemaRegistryException e) {
            LOG.atWarn()
                    .addKeyValue("topicName", topic.name())
                    .addKeyValue("error", e.getMessage())
                    .log("Kafka cannot be reached yet; senders get 503 until it can");
        }
    }

    @Override
    public CompletableFuture<Void> store(List<CaptureOutcome> outcomes, Map<String, String> headers) {
        var handover = new Handover(meters);
        var kafkaHeaders = kafkaHeaders(headers);
        for (var outcome : outcomes) {
            if (handover.hasFailed()) {
                break;
            }
            write(outcome, kafkaHeaders, handover);
        }
        return handover.complete();
    }

    /**
     * Writes a tick to every partition of captured events, behind what this sink has written there. A tick that Kafka does
     * not take is counted and not written again: the next one says more.
     *
     * @param at clock of this process
     */
    public void tick(Instant at) {
        var producer = opened;
        if (producer == null) {
            return;
        }
        var topic = Topics.EVENTS_CAPTURED.name();
        try {
            var partitions = producer.partitionsFor(topic);
            for (var info : partitions) {
                var tick = new Tick(info.partition(), at, partitions.size());
                var record = new ProducerRecord<>(topic, info.partition(), "", ticks.serialize(topic, tick));
                var unused = producer.send(record, (metadata, error) -> meters.ticked(error == null));
            }
        } catch (RuntimeException e) {
            // Whatever it is: a clock that has stopped would be worse, and the counter shows it.
            LOG.atWarn().addKeyValue("error", e.toString()).log("a tick was not written");
            meters.ticked(false);
        }
    }

    private void write(CaptureOutcome outcome, List<Header> headers, Handover handover) {
        handover.begin();
        var producer = opened;
        if (producer == null || waiting.get() > maxWaiting) {
            handover.refused(producer == null ? "capture is not running" : "too many events are waiting for Kafka");
            return;
        }
        var size = 0L;
        var whenStored = meters.whenStored(outcome);
        try {
            var record = record(outcome, headers);
            var length = record.value().length;
            size = length;
            waiting.addAndGet(length);
            var unused = producer.send(record, (metadata, error) -> {
                waiting.addAndGet(-length);
                handover.finish(whenStored, error);
            });
        } catch (KafkaException | SchemaRegistryException | IllegalStateException e) {
            waiting.addAndGet(-size);
            handover.finish(whenStored, e);
        }
    }

    private ProducerRecord<String, byte[]> record(CaptureOutcome outcome, List<Header> headers) {
        if (outcome instanceof CaptureOutcome.Captured accepted) {
            var topic = Topics.EVENTS_CAPTURED.name();
            var event = accepted.event();
            return new ProducerRecord<>(topic, null, keys.of(event), captured.serialize(topic, event), headers);
        }
        if (outcome instanceof CaptureOutcome.ErasureRequested request) {
            var topic = Topics.ERASURES.name();
            var erasure = erasure(request);
            return new ProducerRecord<>(
                    topic, null, erasure.getErasureId(), erasures.serialize(topic, erasure), headers);
        }
        var topic = Topics.EVENTS_REJECTED.name();
        var event = ((CaptureOutcome.Rejected) outcome).event();
        return new ProducerRecord<>(topic, null, keys.of(event), rejected.serialize(topic, event), headers);
    }

    private Erasure erasure(CaptureOutcome.ErasureRequested request) {
        return Erasure.newBuilder()
                .setErasureId(request.erasureId())
                .setCustomerId(keys.of(request.identifier()))
                .setStatus(ErasureStatus.REQUESTED)
                .setRequestedAt(request.requestedAt())
                .build();
    }

    private static List<Header> kafkaHeaders(Map<String, String> headers) {
        return headers.entrySet().stream()
                .<Header>map(header ->
                        new RecordHeader(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
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
