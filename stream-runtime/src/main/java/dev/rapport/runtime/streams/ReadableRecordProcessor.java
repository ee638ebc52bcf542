package dev.rapport.runtime.streams;

import dev.rapport.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of a global topic. Streams ends the process at one that it cannot read, and again at every start; here
 * such a record is counted and left out.
 */
abstract class ReadableRecordProcessor<V extends SpecificRecord>
        extends ContextualProcessor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadableRecordProcessor.class);

    private final Topic<V> topic;
    private final Deserializer<V> deserializer;
    private @Nullable MeterRegistry meters;

    ReadableRecordProcessor(Topic<V> topic, Deserializer<V> deserializer) {
        this.topic = topic;
        this.deserializer = deserializer;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        meters = DeadLetterCounter.registry(context.appConfigs());
    }

    @Override
    public final void process(Record<String, byte[]> record) {
        @Nullable String key = record.key();
        if (key == null) {
            leaveOut("it has no key");
            return;
        }
        @Nullable V value;
        try {
            value = deserializer.deserialize(topic.name(), record.value());
        } catch (SerializationException e) {
            leaveOut(String.valueOf(e.getMessage()));
            return;
        }
        process(record, key, value);
    }

    /** @param value null for a tombstone */
    abstract void process(Record<String, byte[]> record, String key, @Nullable V value);

    /** Without a dead letter: the global thread has no producer. */
    private void leaveOut(String error) {
        DeadLetterCounter.count(meters, topic.name(), "deserialization");
        var at = context().recordMetadata();
        LOG.atWarn()
                .addKeyValue("topicName", topic.name())
                .addKeyValue("offset", at.map(record -> record.offset()).orElse(-1L))
                .addKeyValue("error", error)
                .log("record is left out, the value before stays");
    }
}
