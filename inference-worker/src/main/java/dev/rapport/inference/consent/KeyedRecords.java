package dev.rapport.inference.consent;

import dev.rapport.runtime.metrics.DeadLetterMeters;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of a compacted topic as they are read; those that cannot be are counted, and handed over by their key. */
final class KeyedRecords<V extends SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedRecords.class);

    private final String topic;
    private final Deserializer<V> deserializer;
    private final Counter unreadable;
    private final Reader<V> reader;

    /** What is done with the last record of a key. */
    interface Reader<V> {
        void onValue(String key, V value);

        void onTombstone(String key);

        void onUnreadable(String key);
    }

    KeyedRecords(Topic<V> topic, AvroSerdes serdes, MeterRegistry registry, Reader<V> reader) {
        this.topic = topic.name();
        this.deserializer = serdes.value(topic).deserializer();
        this.unreadable = DeadLetterMeters.letters(registry, topic.name(), "deserialization");
        this.reader = reader;
    }

    String topic() {
        return topic;
    }

    /** @throws RuntimeException when the schema registry failed, or the reader did */
    void accept(ConsumerRecord<String, byte[]> record) {
        @Nullable String key = record.key();
        if (key == null) {
            warn(record, "the record has no key");
            return;
        }
        try {
            @Nullable V value = deserializer.deserialize(topic, record.value());
            if (value == null) {
                reader.onTombstone(key);
            } else {
                reader.onValue(key, value);
            }
        } catch (SerializationException e) {
            warn(record, String.valueOf(e.getMessage()));
            reader.onUnreadable(key);
        }
    }

    private void warn(ConsumerRecord<String, byte[]> record, String error) {
        unreadable.increment();
        LOG.atWarn()
                .addKeyValue("topicName", topic)
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", error)
                .log("unreadable record is taken for a no");
    }
}
