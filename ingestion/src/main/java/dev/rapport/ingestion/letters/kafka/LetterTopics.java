package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.Range;
import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.runtime.deadletter.kafka.LetterReader;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.wait.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads records of topics by their places: committed ones only, in no group. Not thread-safe; opened for a request. */
final class LetterTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(10);

    /** After all records. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Consumer<byte[], byte[]> consumer;

    private LetterTopics(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static LetterTopics open(KafkaConnection kafka) {
        var settings = kafka.consumer("dead-letters", Optional.empty());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        return new LetterTopics(
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** What all topics with letters hold of a time. */
    Cursor letters(Optional<Instant> since, Optional<Instant> until) {
        return ranges(LetterReader::isLetterTopic, since, until);
    }

    /** What topics hold of a time. */
    Cursor ranges(Predicate<String> topics, Optional<Instant> since, Optional<Instant> until) {
        var partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> topics.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
                .toList();
        // Kafka's client warns of every partition that it is asked about and does not have.
        consumer.assign(partitions);
        var begins = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        var from = at(partitions, since);
        var to = at(partitions, until);
        return new Cursor(partitions.stream()
                .map(partition -> {
                    var end = ends.getOrDefault(partition, 0L);
                    var begin = begins.getOrDefault(partition, 0L);
                    var first = since.isEmpty() ? begin : Math.max(begin, from.getOrDefault(partition, end));
                    var last = until.isEmpty() ? end : Math.min(end, to.getOrDefault(partition, end));
                    return new Cursor.Part(partition.topic(), partition.partition(), new Range(first, last));
                })
                .toList());
    }

    private Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, Optional<Instant> time) {
        var offsets = new HashMap<TopicPartition, Long>();
        if (time.isPresent()) {
            var millis = new HashMap<TopicPartition, Long>();
            partitions.forEach(partition -> millis.put(partition, millis(time.get())));
            consumer.offsetsForTimes(millis).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
        }
        return offsets;
    }

    /** Kafka has no times before 1970. */
    private static long millis(Instant time) {
        return time.isBefore(Instant.EPOCH) ? 0 : time.isAfter(LAST) ? LAST.toEpochMilli() : time.toEpochMilli();
    }

    /** The record with an id; empty when it is not there, or not any more. */
    Optional<ConsumerRecord<byte[], byte[]>> find(LetterId id) {
        var partition = new TopicPartition(id.topic(), id.partition());
        var isThere = consumer.listTopics().getOrDefault(id.topic(), List.of()).stream()
                .anyMatch(info -> info.partition() == id.partition());
        if (!isThere) {
            return Optional.empty();
        }
        consumer.assign(Set.of(partition));
        var begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        var end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        if (id.offset() < begin || id.offset() >= end) {
            return Optional.empty();
        }
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        read(partition, new Range(id.offset(), id.offset() + 1), Long.MAX_VALUE, found::add);
        return found.stream().findFirst();
    }

    /**
     * Reads the records of a range, in their order.
     *
     * @param maxBytes of keys and values, after which it stops early
     * @return the offset behind them
     * @throws TimeoutException when Kafka does not give them
     */
    long read(
            TopicPartition partition,
            Range range,
            long maxBytes,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records) {
        consumer.assign(Set.of(partition));
        consumer.seek(partition, range.from());
        var bytes = 0L;
        var silence = Deadline.in(MAX_SILENCE);
        var next = range.from();
        while (next < range.to()) {
            for (var record : consumer.poll(POLL)) {
                if (record.offset() >= range.to() || bytes >= maxBytes) {
                    return Math.min(record.offset(), range.to());
                }
                records.accept(record);
                bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            }
            var position = consumer.position(partition);
            if (position > next) {
                next = position;
                silence.set(MAX_SILENCE);
            } else if (silence.isOver()) {
                throw new TimeoutException(partition + " could not be read at offset " + next);
            }
        }
        return range.to();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
