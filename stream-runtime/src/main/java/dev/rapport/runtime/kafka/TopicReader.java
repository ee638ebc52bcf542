package dev.rapport.runtime.kafka;

import dev.rapport.runtime.wait.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads every partition of some topics from the beginning: committed records only, in no consumer group, and without
 * creating a topic. The backlog is what the topics held when it was opened. Every method may throw a {@link
 * KafkaException}; a retriable one leaves the positions as they are. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Without progress for this long, Kafka counts as away. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(60);

    private final Consumer<String, byte[]> consumer;
    private final Set<String> topics;
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Map<TopicPartition, Long> backlogEnds = new HashMap<>();

    TopicReader(Consumer<String, byte[]> consumer, Collection<String> topics) {
        this.consumer = consumer;
        this.topics = new TreeSet<>(topics);
        addPartitions();
        var missing = new TreeSet<>(this.topics);
        backlogEnds.keySet().forEach(partition -> missing.remove(partition.topic()));
        if (!missing.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    String.join(", ", missing) + (missing.size() == 1 ? " does" : " do") + " not exist");
        }
    }

    /**
     * Finds the partitions, and where their backlog ends.
     *
     * @param clientId for Kafka's log and metrics, without the prefix {@code rapport-}
     * @throws UnknownTopicOrPartitionException naming the topics that do not exist; retriable
     */
    public static TopicReader open(KafkaConnection kafka, String clientId, Collection<String> topics) {
        var settings = kafka.consumer(clientId, Optional.empty());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            return new TopicReader(consumer, topics);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** As {@link #open(KafkaConnection, String, Collection)}, for one topic. */
    public static TopicReader open(KafkaConnection kafka, String clientId, String topic) {
        return open(kafka, clientId, List.of(topic));
    }

    /** Takes in partitions that were added to the topics; all that is in them counts as backlog. */
    public void addPartitions() {
        var all = new HashSet<TopicPartition>();
        for (var topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        }
        var added = new HashSet<>(all);
        added.removeAll(backlogEnds.keySet());
        if (added.isEmpty()) {
            return;
        }
        var addedBeginnings = consumer.beginningOffsets(added);
        var addedEnds = consumer.endOffsets(added);
        consumer.assign(all);
        addedBeginnings.forEach(consumer::seek);
        beginnings.putAll(addedBeginnings);
        backlogEnds.putAll(addedEnds);
    }

    /** Leaves out all but the last records of a topic's backlog; call it before reading. */
    public void seekToLast(String topic, int recordsPerPartition) {
        backlogEnds.forEach((partition, end) -> {
            if (partition.topic().equals(topic)) {
                consumer.seek(partition, Math.max(beginning(partition), end - recordsPerPartition));
            }
        });
    }

    /**
     * Hands over what has arrived.
     *
     * @param wait for the first record; then nothing more is waited for
     */
    public void poll(Duration wait, java.util.function.Consumer<ConsumerRecord<String, byte[]>> records) {
        consumer.poll(wait).forEach(records);
    }

    /**
     * Reads on to the end as it is at the call; records that arrive meanwhile may be among those handed over.
     *
     * @throws TimeoutException when nothing arrives for a minute before the end is reached
     */
    public void readToEnd(java.util.function.Consumer<ConsumerRecord<String, byte[]>> records) {
        var ends = consumer.endOffsets(consumer.assignment());
        readUntil(() -> hasReached(ends), records);
    }

    /** Reads on to the end of the backlog, and otherwise as {@link #readToEnd}. */
    public void readBacklog(java.util.function.Consumer<ConsumerRecord<String, byte[]>> records) {
        readUntil(this::isCaughtUp, records);
    }

    /**
     * Reads on until something holds, asked after every batch.
     *
     * @throws TimeoutException when nothing arrives for a minute before it does
     */
    public void readUntil(BooleanSupplier enough, java.util.function.Consumer<ConsumerRecord<String, byte[]>> records) {
        var silence = Deadline.in(MAX_SILENCE);
        var positions = positions();
        while (!enough.getAsBoolean()) {
            consumer.poll(POLL).forEach(records);
            var now = positions();
            if (now != positions) {
                positions = now;
                silence.set(MAX_SILENCE);
            } else if (silence.isOver()) {
                throw new TimeoutException(String.join(", ", topics)
                        + " could not be read to the end: nothing arrived for " + MAX_SILENCE.toSeconds() + " s");
            }
        }
    }

    /** Whether a record was there when the reader was opened. */
    public boolean isBacklog(ConsumerRecord<?, ?> record) {
        var end = backlogEnds.get(new TopicPartition(record.topic(), record.partition()));
        return end != null && record.offset() < end;
    }

    /** Where the backlog ends: the offset behind its last record, by partition. */
    public Map<TopicPartition, Long> backlogEnds() {
        return Map.copyOf(backlogEnds);
    }

    /** Whether the whole backlog has been read. */
    public boolean isCaughtUp() {
        return hasReached(backlogEnds);
    }

    /** How much of the backlog has been read, from 0 to 1. */
    public double progress() {
        var total = 0L;
        var read = 0L;
        for (var entry : backlogEnds.entrySet()) {
            var start = beginning(entry.getKey());
            total += entry.getValue() - start;
            read += Math.min(entry.getValue(), consumer.position(entry.getKey())) - start;
        }
        return total == 0 ? 1 : (double) read / total;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private long positions() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private long beginning(TopicPartition partition) {
        return beginnings.getOrDefault(partition, 0L);
    }
}
