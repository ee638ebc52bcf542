package dev.rapport.scoring.view;

import static dev.rapport.schemas.topic.Topics.METRICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicSetup;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start reads does not grow with what was counted before: only records since the last one. */
final class ViewStartIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int DAYS = 365;
    private static final int HOURS_OF_A_DAY = 24;

    private final AvroSerdes serdes = new AvroSerdes(new FakeSchemaRegistry());

    @Test
    void readsAfterAYearOfMetricsWhatItReadsAfterADay(@TempDir Path dir) {
        try (var kafka = TestingKafka.start()) {
            // Given rows of every hour and day of a year, all of which a start has read
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            new TopicSetup(connection, Optional.of(2), (short) 1).create(List.of());
            publish(connection, 0, 1);
            assertThat(start(connection, dir, 1)).isEqualTo(HOURS_OF_A_DAY + 1);
            publish(connection, 1, 1);
            var afterADay = start(connection, dir, 2);
            publish(connection, 2, DAYS);
            start(connection, dir, DAYS + 2);
            publish(connection, DAYS + 2, 1);
            // When
            var afterAYear = start(connection, dir, DAYS + 3);
            // Then
            assertThat(afterAYear).isEqualTo(afterADay).isEqualTo(HOURS_OF_A_DAY + 1);
        }
    }

    /** Starts the read model, waits until it has all days, and closes it; how many records it read before it was ready. */
    private long start(KafkaConnection connection, Path dir, int days) {
        var meters = new SimpleMeterRegistry();
        var view = ScoringView.create(new ViewContext(serdes, meters, event -> {}, () -> true, Customers::of));
        var restored = new Restored();
        try (var runner = StreamsRunner.ofGlobalStores(
                "view-start-it",
                new ViewTopology(serdes, view).build(),
                connection,
                new StreamsTuning(1, Duration.ofMillis(100), dir),
                meters)) {
            runner.streams().setGlobalStateRestoreListener(restored);
            runner.start(failure -> {});
            await().atMost(WITHIN).until(() -> runner.health().ready());
            assertThat(view.metrics().between(MetricWindow.DAY, 0, Long.MAX_VALUE))
                    .hasSize(days);
            return restored.records.get();
        }
    }

    private void publish(KafkaConnection connection, int firstDay, int days) {
        var failures = new ConcurrentLinkedQueue<Exception>();
        try (var producer = new KafkaProducer<>(
                connection.producer("view-start-it"), new StringSerializer(), serdes.<Metric>serializer())) {
            for (var hour = firstDay * HOURS_OF_A_DAY; hour < (firstDay + days) * HOURS_OF_A_DAY; hour++) {
                send(producer, MetricWindow.HOUR, Duration.ofHours(hour), failures);
            }
            for (var day = firstDay; day < firstDay + days; day++) {
                send(producer, MetricWindow.DAY, Duration.ofDays(day), failures);
            }
            producer.flush();
        }
        assertThat(failures).as("what Kafka did not take").isEmpty();
    }

    private static void send(
            KafkaProducer<String, Metric> producer, MetricWindow window, Duration start, Queue<Exception> failures) {
        var at = Instant.EPOCH.plus(start);
        var metric = new Metric("", "", "", window, at, Map.of("events", 1L), Map.of());
        var unused = producer.send(
                new ProducerRecord<>(METRICS.name(), "|||" + window + "|" + at.toEpochMilli(), metric),
                (metadata, failure) -> {
                    if (failure != null) {
                        failures.add(failure);
                    }
                });
    }

    private static final class Restored implements StateRestoreListener {
        private final AtomicLong records = new AtomicLong();

        @Override
        public void onRestoreStart(TopicPartition partition, String store, long from, long to) {}

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long offset, long count) {
            records.addAndGet(count);
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long total) {}
    }
}
