package dev.rapport.inference.stream;

import dev.rapport.runtime.wait.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up what is committed for partitions that were assigned, without making the others wait: when their last owner died in
 * a transaction, the answer takes until Kafka has ended that. One thread.
 */
final class CommittedOffsets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedOffsets.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Admin admin;
    private final Set<TopicPartition> unknown = new HashSet<>();
    private final Deadline next = new Deadline();
    private @Nullable KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answer;

    CommittedOffsets(Admin admin) {
        this.admin = admin;
    }

    void assigned(Set<TopicPartition> partitions) {
        unknown.addAll(partitions);
        answer = null;
        next.set(Duration.ZERO);
    }

    /** The answer to an earlier look-up may be out of date when they are assigned again. */
    void removed(Set<TopicPartition> partitions) {
        unknown.removeAll(partitions);
        answer = null;
    }

    boolean isUnknown(TopicPartition partition) {
        return unknown.contains(partition);
    }

    boolean isAllKnown() {
        return unknown.isEmpty();
    }

    /**
     * What has become known since the last call: nothing, or a commit, or that there is none.
     *
     * @throws KafkaException when it cannot be known
     */
    Map<TopicPartition, Optional<OffsetAndMetadata>> known() {
        if (unknown.isEmpty()) {
            return Map.of();
        }
        if (answer == null) {
            if (next.isOver()) {
                ask();
            }
            return Map.of();
        }
        return answer.isDone() ? take(answer) : Map.of();
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }

    private void ask() {
        var group = Map.of(PromptStream.GROUP, new ListConsumerGroupOffsetsSpec().topicPartitions(Set.copyOf(unknown)));
        answer = admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata(PromptStream.GROUP);
    }

    /** A partition without an answer is one whose offset a transaction is about to commit. */
    private Map<TopicPartition, Optional<OffsetAndMetadata>> take(
            KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answered) {
        answer = null;
        next.set(INTERVAL);
        var known = new HashMap<TopicPartition, Optional<OffsetAndMetadata>>();
        try {
            for (var entry : answered.get().entrySet()) {
                if (unknown.remove(entry.getKey())) {
                    known.put(entry.getKey(), Optional.ofNullable(entry.getValue()));
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RetriableException)) {
                throw new KafkaException("cannot read what is committed: " + e.getCause(), e);
            }
            LOG.atWarn()
                    .addKeyValue("error", e.getCause().toString())
                    .log("cannot read what is committed, trying again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return known;
    }
}
