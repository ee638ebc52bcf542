package dev.rapport.tuning.outcomes.topics;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.schemas.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics one after the other, each from its beginning to where it ended when the reader was opened, committed records
 * only. It belongs to no consumer group and creates nothing. For one thread.
 */
final class TopicReader implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(5);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();
    private final String brokers;
    private final Consumer<String> notes;
    private final LongSupplier nanoTime;

    /**
     * Looks at where the topics end.
     *
     * @param notes    told in one line how far it is
     * @param nanoTime such as {@code System::nanoTime}
     * @throws TopicsAwayException when no broker answers, or a topic is missing
     */
    TopicReader(KafkaConnection kafka, Collection<String> topics, Consumer<String> notes, LongSupplier nanoTime) {
        this.brokers = kafka.bootstrapServers();
        this.notes = notes;
        this.nanoTime = nanoTime;
        var settings = kafka.consumer("tuning", Optional.empty());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try {
            consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new TopicsAwayException("cannot reach Kafka at " + brokers + ": " + why(e), e);
        }
        try {
            findEnds(topics);
        } catch (KafkaException e) {
            close();
            throw away(e);
        } catch (TopicsAwayException e) {
            close();
            throw e;
        }
    }

    private void findEnds(Collection<String> topics) {
        var present = consumer.listTopics(ANSWER_WITHIN);
        var missing = topics.stream()
                .filter(topic -> !present.containsKey(topic))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new TopicsAwayException(
                    String.join(", ", missing) + (missing.size() == 1 ? " does" : " do") + " not exist at " + brokers
                            + ": has Rapport run there?",
                    null);
        }
        var partitions = topics.stream()
                .flatMap(topic -> present.getOrDefault(topic, List.of()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.endOffsets(partitions, ANSWER_WITHIN)
                .forEach((partition, end) -> ends.computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                        .put(partition, end));
    }

    /**
     * Reads one of the topics.
     *
     * @param records told every record; values are null where something was deleted
     * @throws TopicsAwayException when the broker does not answer any more
     */
    void read(Topic<?> topic, Consumer<ConsumerRecord<String, byte[]>> records) {
        var upTo = Objects.requireNonNull(ends.get(topic.name()));
        try {
            consumer.assign(upTo.keySet());
            consumer.seekToBeginning(upTo.keySet());
            var first = sum(positions(upTo));
            var last = sum(upTo);
            var read = 0L;
            var heardAt = nanoTime.getAsLong();
            var notedAt = heardAt;
            for (var at = first; at < last; at = sum(positions(upTo))) {
                var batch = consumer.poll(POLL);
                for (var record : batch) {
                    if (record.offset()
                            < upTo.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        records.accept(record);
                        read++;
                    }
                }
                var now = nanoTime.getAsLong();
                heardAt = batch.isEmpty() && sum(positions(upTo)) == at ? heardAt : now;
                if (now - heardAt > SILENCE.toNanos()) {
                    throw new TopicsAwayException("Kafka at " + brokers + " does not answer any more", null);
                }
                if (now - notedAt > BETWEEN_NOTES.toNanos()) {
                    notedAt = now;
                    notes.accept(String.format(
                            Locale.ROOT, "%s: %d%% read", topic.name(), 100 * (at - first) / (last - first)));
                }
            }
            notes.accept(String.format(Locale.ROOT, "%s: %,d records read", topic.name(), read));
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Where it stands, at most the end. */
    private Map<TopicPartition, Long> positions(Map<TopicPartition, Long> upTo) {
        return upTo.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> Math.min(end.getValue(), consumer.position(end.getKey()))));
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private TopicsAwayException away(KafkaException e) {
        return e instanceof TimeoutException
                ? new TopicsAwayException("no Kafka broker answers at " + brokers, e)
                : new TopicsAwayException("cannot read Kafka at " + brokers + ": " + why(e), e);
    }

    private static String why(KafkaException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return List.of(String.valueOf(cause.getMessage()).split("\n")).get(0);
    }
}
