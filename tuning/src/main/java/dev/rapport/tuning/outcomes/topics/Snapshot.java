package dev.rapport.tuning.outcomes.topics;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.value.FailureLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics as they were when it was taken, to be read one after the other. For one thread. */
final class Snapshot implements AutoCloseable {
    private static final String TIMEOUT_MILLIS = "10000";

    private final String brokers;
    private final Map<String, TopicReader> readers = new LinkedHashMap<>();

    private Snapshot(String brokers) {
        this.brokers = brokers;
    }

    /**
     * Finds where the topics end.
     *
     * @throws TopicsAwayException when no broker answers, or topics are missing
     */
    static Snapshot of(KafkaConnection kafka, Collection<String> topics) {
        var settings = new HashMap<>(kafka.settings());
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        var bounded = new KafkaConnection(settings);
        var snapshot = new Snapshot(kafka.bootstrapServers());
        try {
            TopicReader.open(bounded, "tuning", topics).close(); // names all that are missing together
            topics.forEach(topic -> snapshot.readers.put(topic, TopicReader.open(bounded, "tuning", topic)));
            return snapshot;
        } catch (KafkaException e) {
            snapshot.close();
            throw snapshot.away(e);
        }
    }

    /**
     * Reads one of the topics.
     *
     * @param records called with every record; values are null where something was deleted
     * @return number of records
     * @throws TopicsAwayException when the broker does not answer any more
     */
    long read(String topic, Consumer<ConsumerRecord<String, byte[]>> records) {
        var reader = Objects.requireNonNull(readers.get(topic));
        var read = new long[1];
        try {
            reader.readBacklog(record -> {
                if (reader.isBacklog(record)) {
                    read[0]++;
                    records.accept(record);
                }
            });
        } catch (KafkaException e) {
            throw away(e);
        }
        return read[0];
    }

    @Override
    public void close() {
        readers.values().forEach(TopicReader::close);
    }

    private TopicsAwayException away(KafkaException e) {
        if (e instanceof UnknownTopicOrPartitionException) {
            return new TopicsAwayException(e.getMessage() + " at " + brokers + ": has Rapport run there?", e);
        }
        return e instanceof TimeoutException
                ? new TopicsAwayException("no Kafka broker answers at " + brokers, e)
                : new TopicsAwayException("cannot read Kafka at " + brokers + ": " + FailureLine.of(e), e);
    }
}
