package dev.rapport.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KafkaConnectionTest {
    @Test
    void letsTheOperatorChangeDefaultsButNotPromises() {
        // Given
        var kafka = new KafkaConnection(Map.of(
                "bootstrap.servers", "k:1",
                "linger.ms", "50",
                "compression.type", "zstd",
                "acks", "1",
                "enable.idempotence", "false",
                "auto.offset.reset", "latest",
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true"));
        // Then
        assertThat(kafka.producer("p"))
                .containsEntry("linger.ms", "50")
                .containsEntry("compression.type", "zstd")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("client.id", "rapport-p");
        assertThat(kafka.consumer("c", Optional.of("group")))
                .containsEntry("auto.offset.reset", "latest")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("group.id", "group");
    }
}
