package dev.rapport.runtime.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.broker.TestingBroker;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicSetupIT {
    @TempDir
    Path dataDir;

    @Test
    void createsWhatIsMissingAndLeavesTheRest() throws InterruptedException, ExecutionException {
        try (var broker = TestingBroker.start(dataDir)) {
            // Given: an operator has made one topic with settings of their own
            broker.createTopic(Topics.PROMPTS.name(), 3, Map.of("retention.ms", "1000"));
            var setup = new TopicSetup(broker.connection(), Optional.of(2), (short) -1);
            // When
            setup.create(List.of("rapport-testing"));
            setup.create(List.of("rapport-testing"));
            // Then
            assertThat(describe(broker, Topics.PROMPTS.name()).partitions()).hasSize(3);
            assertThat(value(broker, Topics.PROMPTS.name(), "retention.ms")).isEqualTo("1000");
            for (var topic : Topics.all()) {
                var expected = topic.equals(Topics.PROMPTS) ? 3 : Math.min(2, topic.partitions());
                assertThat(describe(broker, topic.name()).partitions())
                        .as(topic.name())
                        .hasSize(expected);
                assertThat(value(broker, topic.name(), "cleanup.policy"))
                        .isEqualTo(topic.cleanup().policy());
            }
            assertThat(stampedOnAppend(broker, Topics.EVENTS_CAPTURED)).isTrue();
            assertThat(describe(broker, "rapport-testing.dlq.v1").partitions()).hasSize(1);
        }
    }

    private static boolean stampedOnAppend(TestingBroker broker, Topic<?> topic)
            throws InterruptedException, ExecutionException {
        return value(broker, topic.name(), "message.timestamp.type").equals("LogAppendTime");
    }

    private static TopicDescription describe(TestingBroker broker, String topic)
            throws InterruptedException, ExecutionException {
        try (var admin = broker.admin()) {
            return requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        }
    }

    private static String value(TestingBroker broker, String topic, String key)
            throws InterruptedException, ExecutionException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = broker.admin()) {
            Config config = requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            return config.get(key).value();
        }
    }
}
