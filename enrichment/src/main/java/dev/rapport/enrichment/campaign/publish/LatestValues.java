package dev.rapport.enrichment.campaign.publish;

import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a compacted topic holds now. */
final class LatestValues {
    private static final Logger LOG = LoggerFactory.getLogger(LatestValues.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final AvroSerdes serdes;

    LatestValues(KafkaConnection kafka, AvroSerdes serdes) {
        this.kafka = kafka;
        this.serdes = serdes;
    }

    /** The last readable value of every key that is not gone. Reads to the end as it is at the call. */
    <V extends SpecificRecord> Map<String, V> of(Topic<V> topic) {
        return of(topic, (key, value) -> {});
    }

    /**
     * As above.
     *
     * @param each hears of every readable record, replaced ones and tombstones (null) too
     */
    <V extends SpecificRecord> Map<String, V> of(Topic<V> topic, BiConsumer<String, @Nullable V> each) {
        var values = new HashMap<String, V>();
        try (var deserializer = serdes.deserializer(topic.valueType())) {
            read(topic, record -> {
                try {
                    var value = deserializer.deserialize(topic.name(), record.value());
                    values.put(record.key(), value);
                    each.accept(record.key(), value);
                } catch (SerializationException e) {
                    LOG.atWarn()
                            .addKeyValue("topicName", topic.name())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("error", e.getMessage())
                            .log("unreadable record is left out");
                }
            });
        }
        values.values().removeIf(Objects::isNull);
        return values;
    }

    /** Keys of all records, tombstones and what cannot be read among them. */
    Set<String> keysOf(Topic<?> topic) {
        var keys = new HashSet<String>();
        read(topic, record -> keys.add(record.key()));
        return keys;
    }

    private void read(Topic<?> topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
        try (var consumer = new KafkaConsumer<>(
                kafka.consumer("campaign-publisher", Optional.empty()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    if (record.key() != null) {
                        reader.accept(record);
                    }
                }
            }
        }
    }
}
