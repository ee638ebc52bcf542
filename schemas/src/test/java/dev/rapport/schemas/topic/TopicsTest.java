package dev.rapport.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TopicsTest {
    @Test
    void namesEveryTopicOnceAndInOneForm() {
        assertThat(Topics.all())
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("rapport(\\.[a-z]+(-[a-z]+)*){1,2}\\.v[1-9][0-9]*"));
    }

    @Test
    void listsEveryTopicOfTheCatalogue() {
        // Given
        var constants = Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Topic.class)
                .count();
        // When, Then
        assertThat(Topics.all()).hasSize((int) constants);
    }

    @Test
    void saysWhatEveryTopicIs() {
        assertThat(Topics.all()).allSatisfy(topic -> {
            assertThat(topic.doc()).endsWith(".");
            assertThat(topic.key()).isNotBlank();
            assertThat(topic.owner()).isIn("ingestion", "enrichment", "inference-worker", "scoring");
            assertThat(topic.partitions()).isPositive();
            assertThat(topic.valueType().getPackageName()).isEqualTo("dev.rapport.schemas");
        });
    }

    @Test
    void keepsRecordsOfOldEventsByUsingAppendTime() {
        assertThat(Topics.all()).allSatisfy(topic -> assertThat(
                        topic.newTopic(Optional.empty(), (short) 1).configs())
                .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void createsTopicsAsTheCatalogueSays() {
        // When
        var captured = Topics.EVENTS_CAPTURED.newTopic(Optional.empty(), (short) 3);
        var profiles = Topics.PROFILES.newTopic(Optional.of(12), (short) 1);
        // Then
        assertThat(captured.numPartitions()).isEqualTo(6);
        assertThat(captured.replicationFactor()).isEqualTo((short) 3);
        assertThat(captured.configs())
                .containsAllEntriesOf(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
        assertThat(profiles.numPartitions()).isEqualTo(12);
        assertThat(profiles.configs())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms")
                .doesNotContainKey("min.compaction.lag.ms");
    }

    @Test
    void keepsReplacedVersionsOfWhatDecisionsAreMadeBy() {
        // When
        var campaigns = Topics.CAMPAIGNS_ACCEPTED.newTopic(Optional.empty(), (short) 1);
        // Then
        assertThat(campaigns.configs())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry(
                        "min.compaction.lag.ms",
                        Long.toString(Duration.ofDays(90).toMillis()));
    }

    @Test
    void namesDeadLettersAfterTheApplication() {
        assertThat(Topics.deadLetters("rapport-enrichment")).isEqualTo("rapport-enrichment.dlq.v1");
    }
}
