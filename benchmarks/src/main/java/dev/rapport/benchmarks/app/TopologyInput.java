package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Fills the topic that a topology and its baseline both read. */
final class TopologyInput {
    /** More than the fastest does in a second on a small machine, so that nobody runs dry early. */
    private static final double EVENTS_A_SECOND = 100_000;

    private static final int FEWEST = 50_000;
    private static final int MOST = 400_000;

    private TopologyInput() {}

    /** Loads enough for one turn of a comparison of that time. */
    static <V extends SpecificRecord> int load(
            ServiceProcess services, Topic<V> topic, IntFunction<V> events, Duration time) throws InterruptedException {
        var turn = Comparison.turn(time).toNanos() / 1e9;
        var count = (int) Math.max(FEWEST, Math.min(MOST, turn * EVENTS_A_SECOND));
        createTopics(services, List.of(StatelessMap.OUTPUT));
        var failure = new AtomicReference<Exception>();
        try (var producer = new KafkaProducer<>(
                services.kafka().producer("bench-load"),
                new StringSerializer(),
                services.serdes().<V>serializer())) {
            for (var number = 0; number < count; number++) {
                var record = new ProducerRecord<>(topic.name(), ShopEvents.visitor(number), events.apply(number));
                var unused = producer.send(record, (metadata, error) -> failure.compareAndSet(null, error));
            }
        }
        if (failure.get() != null) {
            throw new BenchmarkException("Kafka did not take the events", failure.get());
        }
        return count;
    }

    /** @param payloadBytes of one event, as its sender wrote it */
    static Map<String, String> settings(int payloadBytes) {
        return Map.of(
                "payload",
                payloadBytes + " bytes",
                "distinct records",
                "all; of " + ShopEvents.VISITORS + " visitors and " + ShopEvents.PRODUCTS + " products",
                "compression",
                "lz4",
                "batch",
                StreamsRunner.BATCH_BYTES + " bytes at most",
                "guarantee",
                StreamsConfig.EXACTLY_ONCE_V2,
                "partitions",
                Integer.toString(BenchmarkKafka.PARTITIONS),
                "stream threads",
                "1",
                "commit interval",
                TopologyWork.COMMIT_INTERVAL.toMillis() + " ms");
    }

    /** With as many partitions as all topics that grow with events. */
    static void createTopics(ServiceProcess services, List<String> names) throws InterruptedException {
        try (var admin = Admin.create(services.kafka().admin("bench-setup"))) {
            admin.createTopics(names.stream()
                            .map(name ->
                                    new NewTopic(name, Optional.of(BenchmarkKafka.PARTITIONS), Optional.of((short) 1)))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new BenchmarkException("Kafka does not create " + String.join(", ", names), e);
        }
    }
}
