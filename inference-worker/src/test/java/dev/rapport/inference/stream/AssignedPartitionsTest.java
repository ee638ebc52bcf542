package dev.rapport.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignedPartitionsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(30);
    private static final TopicPartition FIRST = new TopicPartition("prompts", 0);
    private static final TopicPartition SECOND = new TopicPartition("prompts", 1);

    private final LosingConsumer consumer = new LosingConsumer();
    private final AtomicInteger lostEarly = new AtomicInteger();
    private final AssignedPartitions partitions = new AssignedPartitions(consumer, lostEarly::incrementAndGet);

    /** Kafka's own fake, of which a partition may go between two calls, as the real one's background thread does it. */
    private static final class LosingConsumer extends MockConsumer<byte[], byte[]> {
        private final Set<TopicPartition> gone = new HashSet<>();
        private final List<Duration> waits = new ArrayList<>();

        LosingConsumer() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            waits.add(timeout);
            return super.poll(timeout);
        }

        @Override
        public synchronized void pause(Collection<TopicPartition> some) {
            some.forEach(this::requireAssigned);
            super.pause(some);
        }

        @Override
        public synchronized void resume(Collection<TopicPartition> some) {
            some.forEach(this::requireAssigned);
            super.resume(some);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            requireAssigned(partition);
            super.seek(partition, offset);
        }

        /** What it is given in the place of its listener. */
        void lose(TopicPartition partition) {
            gone.add(partition);
        }

        private void requireAssigned(TopicPartition partition) {
            if (gone.contains(partition)) {
                throw new IllegalStateException("No current assignment for partition " + partition);
            }
        }
    }

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of("prompts"), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                partitions.removed(revoked);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                partitions.assigned(assigned);
            }
        });
        consumer.rebalance(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        partitions.assigned(consumer.assignment());
    }

    @Test
    void comePaused() {
        assertThat(consumer.paused()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void flowAsTheyAreToldTo() {
        // When
        partitions.fetchFrom(FIRST::equals);

        // Then
        assertThat(consumer.paused()).containsExactly(SECOND);
    }

    @Test
    void mayBeLostBeforeTheyArePausedWithoutHarmToTheOthers() {
        // Given
        partitions.fetchFrom(partition -> true);
        consumer.lose(FIRST);

        // When
        partitions.fetchFrom(partition -> false);

        // Then
        assertThat(consumer.paused()).containsExactly(SECOND);
        assertThat(lostEarly).hasValue(1);
    }

    @Test
    void mayBeLostBeforeTheyFlow() {
        // Given
        consumer.lose(FIRST);

        // When
        partitions.fetchFrom(partition -> true);

        // Then
        assertThat(consumer.paused()).containsExactly(FIRST);
        assertThat(lostEarly).hasValue(1);
    }

    @Test
    void mayBeLostBeforeTheirPositionIsSet() {
        // Given
        consumer.lose(FIRST);

        // When
        partitions.seek(FIRST, 7);

        // Then
        assertThat(lostEarly).hasValue(1);
    }

    @Test
    void areNotTouchedOnceTheyHaveGone() {
        // Given
        partitions.removed(List.of(FIRST));
        consumer.lose(FIRST);

        // When
        partitions.fetchFrom(partition -> true);

        // Then
        assertThat(consumer.paused()).containsExactly(FIRST);
        assertThat(lostEarly).hasValue(0);
    }

    @Test
    void comeBackPaused() {
        // Given
        partitions.fetchFrom(partition -> true);
        partitions.removed(List.of(FIRST, SECOND));

        // When
        partitions.assigned(List.of(FIRST));

        // Then
        assertThat(consumer.paused()).contains(FIRST);
    }

    @Test
    void leaveTheWaitingToTheConsumerWhileEverythingFlows() {
        // Given
        partitions.fetchFrom(partition -> true);
        // When
        partitions.poll(TIMEOUT);
        // Then
        assertThat(consumer.waits).containsExactly(TIMEOUT);
    }

    @Test
    void fetchWithoutWaitingInTheConsumerBesideAPausedPartition() {
        // Given
        partitions.fetchFrom(SECOND::equals);
        consumer.addRecord(new ConsumerRecord<>("prompts", 1, 0, new byte[0], new byte[0]));
        // When
        var records = List.of(partitions.poll(TIMEOUT), partitions.poll(TIMEOUT));
        // Then
        assertThat(records).extracting(ConsumerRecords::count).containsExactly(1, 0);
        assertThat(consumer.waits).containsExactly(Duration.ZERO, Duration.ZERO);
    }
}
