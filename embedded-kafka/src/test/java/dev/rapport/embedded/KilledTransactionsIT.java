package dev.rapport.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transaction that was decided is completed after a kill; else its readers would wait for ever. */
final class KilledTransactionsIT {
    private static final String TOPIC = "ledger";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path dataDir;

    @Test
    void completesWhatWasDecidedBeforeTheKill() throws Exception {
        // Given
        var process = BrokerProcess.start(dataDir);
        new TestingClient(process.bootstrapServers()).createTopic(TOPIC);
        var producer = new DecidedTransaction(process.bootstrapServers()).write(TOPIC, "entry");
        // When
        process.kill();
        producer.close(Duration.ZERO);
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir))) {
            // Then
            assertThat(committed(kafka.bootstrapServers())).containsExactly("entry");
        }
    }

    private static List<String> committed(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            var deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() < deadline) {
                var records = consumer.poll(Duration.ofMillis(200));
                if (!records.isEmpty()) {
                    return records.records(PARTITION).stream()
                            .map(record -> record.value())
                            .toList();
                }
            }
            return List.of();
        }
    }
}
