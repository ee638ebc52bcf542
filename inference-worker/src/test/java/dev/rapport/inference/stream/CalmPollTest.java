package dev.rapport.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CalmPollTest {
    private static final Duration TIMEOUT = Duration.ofMillis(30);
    private static final TopicPartition FIRST = new TopicPartition("prompts", 0);
    private static final TopicPartition SECOND = new TopicPartition("prompts", 1);

    private final List<Duration> waits = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            waits.add(timeout);
            return super.poll(timeout);
        }
    };

    CalmPollTest() {
        consumer.assign(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    @Test
    void leavesTheWaitingToTheConsumerWhileEverythingFlows() {
        // When
        new CalmPoll(consumer).poll(TIMEOUT);

        // Then
        assertThat(waits).containsExactly(TIMEOUT);
    }

    @Test
    void neverLetsTheConsumerWaitBesideAPausedPartition() {
        // Given
        consumer.pause(List.of(FIRST));
        consumer.addRecord(new ConsumerRecord<>("prompts", 1, 0, new byte[0], new byte[0]));
        var poll = new CalmPoll(consumer);

        // When
        var records = poll.poll(TIMEOUT);
        var nothing = poll.poll(TIMEOUT);

        // Then
        assertThat(records).hasSize(1);
        assertThat(nothing).isEmpty();
        assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO);
    }
}
