package dev.rapport.inference.stream;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the group has given this worker, and every call to the consumer that is about one. The consumer's
 * background thread may take partitions away between any two of our calls (a process that was frozen finds it in the middle
 * of that), while the listener hears of it in the next poll only. A call about a partition that has just gone is therefore
 * no failure: the listener is about to say so. What is assigned is known from the listener, never from {@link
 * Consumer#assignment}, a view that changes under whoever reads it. One thread.
 */
final class AssignedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedPartitions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable tooLate;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Set<TopicPartition> stopped = new HashSet<>();

    /** @param tooLate told of every call about a partition that had gone */
    AssignedPartitions(Consumer<byte[], byte[]> consumer, Runnable tooLate) {
        this.consumer = consumer;
        this.tooLate = tooLate;
    }

    /** They have come, and nothing is fetched from them yet. */
    void come(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
        stopped.removeAll(partitions);
        partitions.forEach(this::stop);
    }

    /** They have gone, or will have when the listener returns. */
    void gone(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        stopped.removeAll(partitions);
    }

    /** Fetches from those that the predicate names, and from no others. */
    void fetchFrom(Predicate<TopicPartition> flows) {
        for (var partition : assigned) {
            if (!flows.test(partition)) {
                stop(partition);
            } else if (stopped.remove(partition)) {
                attempt(partition, () -> consumer.resume(List.of(partition)));
            }
        }
    }

    /** The next record of a partition is this one. */
    void seek(TopicPartition partition, long offset) {
        attempt(partition, () -> consumer.seek(partition, offset));
    }

    private void stop(TopicPartition partition) {
        if (stopped.add(partition)) {
            attempt(partition, () -> consumer.pause(List.of(partition)));
        }
    }

    /** A closed consumer throws the same, but in every call: {@link Consumer#poll} will. */
    private void attempt(TopicPartition partition, Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            tooLate.run();
            LOG.atInfo()
                    .addKeyValue("partition", partition)
                    .addKeyValue("error", e.getMessage())
                    .log("a partition went before this worker heard of it");
        }
    }
}
