package dev.rapport.inference.stream;

import dev.rapport.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this worker owns of the prompts topic: records that wait, and records that are finished but not yet published. A
 * partition that is taken away takes its records with it: their next owner starts at the last committed offset. Rebalances
 * happen inside {@link #take} and {@link #rejoin} only, never during a transaction. One thread.
 */
final class PromptInbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromptInbox.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration maxWait;
    private final BatchSizer sizer;
    private final Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final List<Finished> finished = new ArrayList<>();

    PromptInbox(Consumer<byte[], byte[]> consumer, StreamConfig config) {
        this.consumer = consumer;
        this.maxWait = config.maxWait();
        this.sizer = new BatchSizer(config.maxBatch(), config.maxTime());
        consumer.subscribe(List.of(Topics.PROMPTS.name()), new Rebalance());
    }

    /** The next batch; empty when nothing came for a while. Polls at least once, so that rebalances get on. */
    List<ConsumerRecord<byte[], byte[]>> take() {
        var limit = sizer.limit();
        poll(waiting.isEmpty() ? IDLE_POLL : Duration.ZERO, waiting.size() >= limit);
        if (!waiting.isEmpty() && waiting.size() < limit) {
            poll(maxWait, false);
        }
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (batch.size() < limit && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    /** How long the last batch took, from its start to its commit. */
    void took(int prompts, Duration time) {
        sizer.took(prompts, time);
    }

    void finish(List<Finished> batch) {
        finished.addAll(batch);
    }

    /** What waits to be published and is still ours. */
    List<Finished> finished() {
        return List.copyOf(finished);
    }

    void published() {
        finished.clear();
    }

    /** Lets a rebalance happen, after a transaction was refused: some of what is finished may no longer be ours. */
    void rejoin() {
        poll(IDLE_POLL, true);
    }

    /** For the transaction: Kafka refuses it when this worker is no longer the member it was. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Whether the group has taken this worker in. */
    boolean isMember() {
        return consumer.groupMetadata().generationId() >= 0;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    private void poll(Duration timeout, boolean takeNothing) {
        if (takeNothing) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        try {
            consumer.poll(timeout).forEach(waiting::add);
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("cannot fetch prompts, trying again");
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.atInfo().addKeyValue("partitions", partitions).log("partitions assigned");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.atInfo().addKeyValue("partitions", partitions).log("partitions revoked");
            drop(partitions::contains);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.atWarn().addKeyValue("partitions", partitions).log("partitions lost");
            drop(partitions::contains);
        }

        private void drop(Predicate<TopicPartition> gone) {
            waiting.removeIf(record -> gone.test(new TopicPartition(record.topic(), record.partition())));
            finished.removeIf(done -> gone.test(done.partition()));
        }
    }
}
