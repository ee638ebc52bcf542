package dev.rapport.enrichment.topology;

import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.EVENTS_CAPTURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.jspecify.annotations.Nullable;

/** The enrichment topology on a real broker, as it runs in production, with a number of partitions. */
final class EnrichmentRun implements AutoCloseable {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final EventKeys KEYS = new EventKeys(Customers::of);

    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final KafkaConnection kafka;
    private final String applicationId;
    private final int partitions;
    private final Path stateDir;
    private final KafkaProducer<String, SpecificRecord> producer;
    private StreamsRunner runner;

    /** Not started: what is written now is there when it is. */
    @SuppressWarnings("NullAway.Init") // start() runs before the others.
    EnrichmentRun(TestingKafka broker, int partitions, Path stateDir) {
        this.kafka = KafkaConnection.to(broker.bootstrapServers());
        this.applicationId = broker.unique("rapport-enrichment");
        this.partitions = partitions;
        this.stateDir = stateDir;
        broker.freshTopics(CAMPAIGNS_ACCEPTED, CATALOG_ACCEPTED, Topics.RECOMMENDATIONS);
        broker.freshTopics(
                partitions,
                EVENTS_CAPTURED,
                Topics.EVENTS_REJECTED,
                Topics.EVENTS_ENRICHED,
                Topics.SESSIONS,
                Topics.PROFILES,
                Topics.DECISIONS,
                Topics.PROMPTS,
                Topics.REPLIES,
                Topics.IDENTITIES,
                Topics.TRANSFERS,
                Topics.CONSENTS,
                Topics.SUPPRESSIONS,
                Topics.SUPPRESSIONS_ACCEPTED);
        broker.freshTopic(Topics.deadLetters(applicationId), 1);
        producer = new KafkaProducer<>(kafka.producer(applicationId), new StringSerializer(), serdes.serializer());
    }

    void start() {
        runner = new StreamsRunner(
                applicationId,
                new EnrichmentTopology(serdes, EnrichmentConfig.DEFAULT, meters).build(),
                kafka,
                new StreamsTuning(1, Duration.ofMillis(100), stateDir),
                meters);
        runner.start(failure::set);
    }

    /** Closes it, wherever it is, and starts it again on the same folder. */
    void restart() {
        runner.close();
        start();
    }

    <V extends SpecificRecord> void write(Topic<V> topic, String key, V value) {
        var unused = producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    void capture(List<CapturedEvent> events) {
        events.forEach(event -> write(EVENTS_CAPTURED, KEYS.of(event), event));
    }

    /** A tick of every partition. */
    void tick(Instant at) {
        IntStream.range(0, partitions).forEach(partition -> {
            var tick = new Tick(partition, at, partitions);
            var unused = producer.send(new ProducerRecord<>(EVENTS_CAPTURED.name(), partition, "", tick));
        });
    }

    /** Waits until something was written to a topic. */
    void awaitAny(Topic<?> topic) {
        try (var reader = TopicReader.open(kafka, "run-output", topic.name())) {
            var any = new AtomicBoolean();
            reader.readUntil(any::get, record -> any.set(true));
        }
    }

    /** Waits until every record of every topic that it reads was processed, those that came of them too. */
    void awaitIdle() {
        producer.flush();
        await().atMost(WITHIN).until(this::isIdle);
    }

    /** How many records wait for a fragment. */
    int waiting() {
        var store = runner.streams()
                .store(StoreQueryParameters.fromNameAndType(
                        StateStores.WAITING, QueryableStoreTypes.<String, Object>keyValueStore()));
        var count = 0;
        try (var all = store.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    /** What was written to a topic, by key; null is a tombstone. */
    <V extends SpecificRecord> void read(Topic<V> topic, BiConsumer<String, @Nullable V> records) {
        var values = serdes.value(topic).deserializer();
        try (var reader = TopicReader.open(kafka, "run-output", topic.name())) {
            reader.readToEnd(record -> {
                var value = values.deserialize(record.topic(), record.headers(), record.value());
                // Ticks between the records have no value.
                if (value != null || record.value() == null) {
                    records.accept(record.key(), value);
                }
            });
        }
    }

    /** Value of a counter. */
    double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    double deadLetters() {
        return meters.find("rapport.dead.letters").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        runner.close();
        producer.close();
    }

    /**
     * Commits come with what was written of what they are about. So if nothing is behind the commits of one moment, a record of
     * an open transaction among it, nothing was on its way.
     */
    private boolean isIdle() {
        assertThat(failure.get()).isNull();
        var bytes = new ByteArrayDeserializer();
        var settings = kafka.consumer("run-progress", Optional.of(applicationId));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var read = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info -> isRead(info.topic()))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            var committed = consumer.committed(Set.copyOf(read));
            consumer.assign(read);
            committed.forEach((partition, offset) -> {
                if (offset == null) {
                    consumer.seekToBeginning(List.of(partition));
                } else {
                    consumer.seek(partition, offset);
                }
            });
            var ends = consumer.endOffsets(read);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (!consumer.poll(POLL).isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean isRead(String topic) {
        return (topic.startsWith(applicationId + "-") && topic.endsWith("-repartition"))
                || List.of(EVENTS_CAPTURED, Topics.REPLIES, Topics.IDENTITIES, Topics.TRANSFERS).stream()
                        .anyMatch(source -> source.name().equals(topic));
    }
}
