package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rapport.runtime.kafka.KafkaConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StreamsSettingsTest {
    private static final StreamsTuning TUNING = new StreamsTuning(1, Duration.ofMillis(100), Path.of("state"));

    @Test
    void leavesToTheOperatorWhatNoPromiseRestsOn() {
        assertThat(config(Map.of(
                        "session.timeout.ms", "45000", "producer.compression.type", "zstd", "batch.size", "16384")))
                .containsEntry("consumer.session.timeout.ms", "45000")
                .containsEntry("producer.compression.type", "zstd")
                .containsEntry("producer.batch.size", "16384");
        assertThat(config(Map.of()))
                .containsEntry("consumer.session.timeout.ms", "10000")
                .containsEntry("consumer.auto.offset.reset", "earliest")
                .containsEntry("producer.compression.type", "lz4")
                .containsEntry("producer.batch.size", "131072");
    }

    @Test
    void keepsWhatPromisesRestOn() {
        assertThat(config(Map.of(
                        "processing.guarantee", "at_least_once",
                        "transaction.timeout.ms", "900000",
                        "topic.message.timestamp.type", "CreateTime")))
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("producer.transaction.timeout.ms", 10_000)
                .containsEntry("topic.message.timestamp.type", "LogAppendTime");
    }

    @Test
    void refusesTransactionsThatKafkaWouldAbort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamsTuning(1, Duration.ofSeconds(10), Path.of("state")))
                .withMessage("streams.commit-interval=PT10S: must be shorter than PT10S");
    }

    private static Map<String, Object> config(Map<String, String> kafka) {
        return StreamsRunner.config("rapport-testing", new KafkaConnection(kafka), TUNING, new SimpleMeterRegistry());
    }
}
