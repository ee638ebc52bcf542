package dev.rapport.inference.stream;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the group has given this worker, and every call to the consumer that is about one. The consumer's
 * background thread may take partitions away between any two of our calls (a process that was frozen finds it in the middle
 * of that), while the listener is called in the next poll only. A call about a partition that has just gone is therefore not
 * a failure: the listener is about to report it. What is assigned is known from the listener, never from {@link
 * Consumer#assignment}, a view that changes under its reader. One thread.
 */
final class AssignedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedPartitions.class);

    /** Often enough for what flows beside what is paused. */
    private static final Duration PAUSED_POLL = Duration.ofMillis(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable lostEarly;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Set<TopicPartition> paused = new HashSet<>();

    /** @param lostEarly called for every call about a partition that had gone */
    AssignedPartitions(Consumer<byte[], byte[]> consumer, Runnable lostEarly) {
        this.consumer = consumer;
        this.lostEarly = lostEarly;
    }

    /** Nothing is fetched from them yet. */
    void assigned(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        paused.removeAll(partitions);
        partitions.forEach(this::pause);
    }

    /** They are revoked or lost, at the latest when the listener returns. */
    void removed(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        paused.removeAll(partitions);
    }

    /** Fetches from those that the predicate takes, and from no others. */
    void fetchFrom(Predicate<TopicPartition> flows) {
        for (var partition : assigned) {
            if (!flows.test(partition)) {
                pause(partition);
            } else if (paused.remove(partition)) {
                attempt(partition, () -> consumer.resume(List.of(partition)));
            }
        }
    }

    /**
     * Fetches without spinning: while records of a paused partition lie in its buffer, a consumer that waits for others keeps
     * a core busy until the timeout (KAFKA-21084), a core that the model needs.
     *
     * @return what has arrived; with a partition paused it may return before the timeout
     */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (consumer.paused().isEmpty()) {
            return consumer.poll(timeout);
        }
        var records = consumer.poll(Duration.ZERO);
        if (records.isEmpty()) {
            LockSupport.parkNanos(Math.min(timeout.toNanos(), PAUSED_POLL.toNanos()));
        }
        return records;
    }

    /** The next record of a partition is this one. */
    void seek(TopicPartition partition, long offset) {
        attempt(partition, () -> consumer.seek(partition, offset));
    }

    private void pause(TopicPartition partition) {
        if (paused.add(partition)) {
            attempt(partition, () -> consumer.pause(List.of(partition)));
        }
    }

    /** A closed consumer throws the same, but in every call: {@link Consumer#poll} will. */
    private void attempt(TopicPartition partition, Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            lostEarly.run();
            LOG.atInfo()
                    .addKeyValue("partition", partition)
                    .addKeyValue("error", e.getMessage())
                    .log("a partition was lost before the rebalance was reported");
        }
    }
}
