package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.OffsetLedger;
import dev.rapport.inference.ledger.Position;
import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this worker owns, and records fetched from them. A partition is paused while some of its records wait
 * here, so what waits is bounded by one fetch of each. Rebalances happen inside {@link #poll} and {@link #close} only. One
 * thread.
 */
final class PromptInbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromptInbox.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final AssignedPartitions partitions;
    private final CommittedOffsets committed;
    private final OffsetLedger ledger;
    private final Handover handover;
    /** Fetched records by partition, the partition whose turn is next first. */
    private final Map<Integer, Queue<ConsumerRecord<byte[], byte[]>>> fetched = new LinkedHashMap<>();

    private @Nullable RuntimeException failure;

    /** What must happen when partitions are revoked or lost. */
    interface Handover {
        /** They are still this worker's: the next owner starts when this returns. */
        void revoked(Set<Integer> partitions);

        /** Another worker may own them already. */
        void lost(Set<Integer> partitions);
    }

    PromptInbox(
            Consumer<byte[], byte[]> consumer,
            AssignedPartitions partitions,
            CommittedOffsets committed,
            OffsetLedger ledger,
            Handover handover) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.committed = committed;
        this.ledger = ledger;
        this.handover = handover;
        consumer.subscribe(List.of(Topics.PROMPTS.name()), new Rebalance());
    }

    /**
     * Fetches, and takes part in rebalances.
     *
     * @param isOpen whether records may be fetched; without, the worker only stays in the group
     */
    void poll(Duration timeout, boolean isOpen) {
        openAssigned();
        partitions.fetchFrom(
                partition -> isOpen && !committed.isUnknown(partition) && !fetched.containsKey(partition.partition()));
        try {
            partitions.poll(timeout).forEach(this::add);
        } catch (KafkaException e) {
            // The consumer may have wrapped what the handover threw.
            if (failure != null) {
                throw failure;
            }
            if (!(e instanceof RetriableException)) {
                throw e;
            }
            LOG.atWarn().addKeyValue("error", e.toString()).log("cannot fetch prompts, trying again");
        }
    }

    /** The next record that its partition's window has room for; partitions take turns. */
    Optional<ConsumerRecord<byte[], byte[]>> next() {
        for (var partition : List.copyOf(fetched.keySet())) {
            var records = fetched.get(partition);
            var first = records == null ? null : records.peek();
            if (records != null && first != null && isOpen(partition) && ledger.accepts(partition, first.offset())) {
                fetched.remove(partition);
                records.remove();
                if (!records.isEmpty()) {
                    fetched.put(partition, records);
                }
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    /** Drops the fetched records of these partitions. */
    void drop(Set<Integer> partitions) {
        fetched.keySet().removeAll(partitions);
    }

    /** Whether it is not known yet of some assigned partitions what is committed. */
    boolean isOpening() {
        return !committed.isAllKnown();
    }

    /** For the transaction: Kafka refuses it when this worker has lost its membership. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Whether this worker is a member of its group. */
    boolean isMember() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    /** Number of paused partitions. */
    int paused() {
        return consumer.paused().size();
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            committed.close();
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        fetched.computeIfAbsent(record.partition(), key -> new ArrayDeque<>()).add(record);
    }

    /** Its records wait until it is known what is committed. */
    private boolean isOpen(int partition) {
        return !committed.isUnknown(new TopicPartition(Topics.PROMPTS.name(), partition));
    }

    private void openAssigned() {
        committed.known().forEach((partition, commit) -> {
            if (commit.isEmpty()) {
                ledger.open(partition.partition());
            } else {
                var position = commit.get();
                ledger.open(partition.partition(), new Position(position.offset(), position.metadata()));
                // Records fetched before it was known are fetched again.
                fetched.remove(partition.partition());
                partitions.seek(partition, position.offset());
            }
        });
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (!assigned.isEmpty()) {
                LOG.atInfo().addKeyValue("partitions", assigned).log("partitions assigned");
            }
            committed.assigned(Set.copyOf(assigned));
            partitions.assigned(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (!revoked.isEmpty()) {
                LOG.atInfo().addKeyValue("partitions", revoked).log("partitions revoked");
            }
            remove(revoked, handover::revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            LOG.atWarn().addKeyValue("partitions", lost).log("partitions lost");
            remove(lost, handover::lost);
        }

        private void remove(Collection<TopicPartition> removed, java.util.function.Consumer<Set<Integer>> release) {
            committed.removed(Set.copyOf(removed));
            partitions.removed(removed);
            var numbers = removed.stream().map(TopicPartition::partition).collect(Collectors.toSet());
            drop(numbers);
            try {
                release.accept(numbers);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }
}
