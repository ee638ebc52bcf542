package dev.rapport.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class EmbeddedKafkaIT {
    private static final String TOPIC = "letters";

    @TempDir
    Path dataDir;

    @Test
    void keepsRecordsAndClusterAcrossRestartOnAnotherPort() throws InterruptedException, ExecutionException {
        // Given
        String cluster;
        String firstAddress;
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir))) {
            firstAddress = kafka.bootstrapServers();
            var client = new TestingClient(firstAddress);
            client.createTopic(TOPIC);
            client.write(TOPIC, 1L, "a", "b");
            cluster = clusterOf(firstAddress);
        }
        // When
        var config = EmbeddedKafkaConfig.in(dataDir).withPort(FreePort.otherThan(firstAddress));
        try (var kafka = EmbeddedKafka.start(config)) {
            // Then
            var client = new TestingClient(kafka.bootstrapServers());
            client.write(TOPIC, 1L, "c");
            assertThat(kafka.bootstrapServers())
                    .isEqualTo("127.0.0.1:" + config.port())
                    .isNotEqualTo(firstAddress);
            assertThat(client.values(TOPIC)).containsExactly("a", "b", "c");
            assertThat(clusterOf(kafka.bootstrapServers())).isEqualTo(cluster);
        }
    }

    @Test
    void keepsAcknowledgedRecordsWhenTheProcessIsKilled() throws Exception {
        // Given
        var process = BrokerProcess.start(dataDir);
        try {
            var client = new TestingClient(process.bootstrapServers());
            client.createTopic(TOPIC);
            client.write(TOPIC, 1L, "a", "b", "c");
        } finally {
            process.kill();
        }
        // When
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir))) {
            // Then
            var client = new TestingClient(kafka.bootstrapServers());
            client.write(TOPIC, 1L, "d");
            assertThat(client.values(TOPIC)).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void stampsRecordsOfOldEventsWithAppendTime() throws InterruptedException, ExecutionException {
        // Given
        var longAgo = Instant.parse("2010-12-01T08:26:00Z").toEpochMilli();
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir))) {
            var client = new TestingClient(kafka.bootstrapServers());
            client.createTopic(TOPIC);
            // When
            client.write(TOPIC, longAgo, "invoice");
            // Then
            assertThat(client.read(TOPIC)).singleElement().satisfies(record -> assertThat(record.timestamp())
                    .isGreaterThan(longAgo));
        }
    }

    @Test
    void letsTheCallerOverrideKafkaSettings() throws InterruptedException, ExecutionException {
        // Given
        var config = EmbeddedKafkaConfig.in(dataDir).withSetting("num.partitions", "3");
        // When
        try (var kafka = EmbeddedKafka.start(config);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
            // Then
            assertThat(admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
                    .hasEntrySatisfying(
                            TOPIC, topic -> assertThat(topic.partitions()).hasSize(3));
        }
    }

    @Test
    void leavesNoThreadThatKeepsTheProcessAlive() {
        // When
        EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir)).close();
        // Then
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !thread.isDaemon() && thread.isAlive())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("kafka"));
    }

    @Test
    void isQuietWhereItsLoggingFileIsIncluded() {
        assertThat(LoggerFactory.getLogger("kafka.server.KafkaConfig").isInfoEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.apache.kafka.raft").isInfoEnabled())
                .isFalse();
    }

    private static String clusterOf(String bootstrapServers) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeCluster().clusterId().get();
        }
    }
}
