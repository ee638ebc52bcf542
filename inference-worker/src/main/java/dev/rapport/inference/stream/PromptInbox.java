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
 * The partitions that this worker owns, and what they hold for it. A partition is paused while some of its records wait
 * here, so what waits is bounded by one fetch of each. Rebalances happen inside {@link #poll} and {@link #close} only. One
 * thread.
 */
final class PromptInbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromptInbox.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final CalmPoll calm;
    private final AssignedPartitions partitions;
    private final CommittedOffsets committed;
    private final OffsetLedger ledger;
    private final Handover handover;
    /** Records that wait, by partition, the partition whose turn is next first. */
    private final Map<Integer, Queue<ConsumerRecord<byte[], byte[]>>> waiting = new LinkedHashMap<>();

    private @Nullable RuntimeException failure;

    /** What has to happen when partitions go. */
    interface Handover {
        /** They are still ours: the next owner starts when this returns. */
        void revoked(Set<Integer> partitions);

        /** Somebody else may have them already. */
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
        calm = new CalmPoll(consumer);
        this.committed = committed;
        this.ledger = ledger;
        this.handover = handover;
        consumer.subscribe(List.of(Topics.PROMPTS.name()), new Rebalance());
    }

    /**
     * Fetches, and lets rebalances get on.
     *
     * @param isOpen whether records may come; without, the worker only stays in the group
     */
    void poll(Duration timeout, boolean isOpen) {
        openAssigned();
        partitions.fetchFrom(
                partition -> isOpen && !committed.isUnknown(partition) && !waiting.containsKey(partition.partition()));
        try {
            calm.poll(timeout).forEach(this::arrived);
        } catch (KafkaException e) {
            // What the handover threw, the consumer may have wrapped.
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
        for (var partition : List.copyOf(waiting.keySet())) {
            var records = waiting.get(partition);
            var first = records == null ? null : records.peek();
            if (records != null && first != null && isOpen(partition) && ledger.accepts(partition, first.offset())) {
                waiting.remove(partition);
                records.remove();
                if (!records.isEmpty()) {
                    waiting.put(partition, records);
                }
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    /** Drops what waits of these. */
    void forget(Set<Integer> partitions) {
        waiting.keySet().removeAll(partitions);
    }

    /** Whether partitions have come of which it is not known yet what is committed. */
    boolean isOpening() {
        return !committed.isAllKnown();
    }

    /** For the transaction: Kafka refuses it when this worker is no longer the member it was. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Whether the group has taken this worker in. */
    boolean isMember() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    /** Partitions that nothing is fetched from now. */
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

    private void arrived(ConsumerRecord<byte[], byte[]> record) {
        waiting.computeIfAbsent(record.partition(), key -> new ArrayDeque<>()).add(record);
    }

    /** Without it what its records would be is not known: they wait. */
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
                // What came before it was known comes again.
                waiting.remove(partition.partition());
                partitions.seek(partition, position.offset());
            }
        });
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> come) {
            if (!come.isEmpty()) {
                LOG.atInfo().addKeyValue("partitions", come).log("partitions assigned");
            }
            committed.assigned(Set.copyOf(come));
            partitions.come(come);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> going) {
            if (!going.isEmpty()) {
                LOG.atInfo().addKeyValue("partitions", going).log("partitions revoked");
            }
            leave(going, handover::revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            LOG.atWarn().addKeyValue("partitions", lost).log("partitions lost");
            leave(lost, handover::lost);
        }

        private void leave(Collection<TopicPartition> going, java.util.function.Consumer<Set<Integer>> how) {
            committed.gone(Set.copyOf(going));
            partitions.gone(going);
            var numbers = going.stream().map(TopicPartition::partition).collect(Collectors.toSet());
            forget(numbers);
            try {
                how.accept(numbers);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }
}
