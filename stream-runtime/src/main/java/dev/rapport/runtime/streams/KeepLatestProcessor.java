package dev.rapport.runtime.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the last readable value of every key into a global store and tells a listener. */
final class KeepLatestProcessor<V extends SpecificRecord> extends ContextualProcessor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(KeepLatestProcessor.class);

    private final GlobalTopic<V> kept;
    private final Deserializer<V> deserializer;
    private final BiConsumer<String, @Nullable V> listener;
    private KeyValueStore<String, V> store;
    private @Nullable MeterRegistry meters;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    KeepLatestProcessor(GlobalTopic<V> kept, Deserializer<V> deserializer, BiConsumer<String, @Nullable V> listener) {
        this.kept = kept;
        this.deserializer = deserializer;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = context.getStateStore(kept.store());
        meters = DeadLetterCounter.registry(context.appConfigs());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        @Nullable String key = record.key();
        if (key == null) {
            leaveOut("it has no key");
            return;
        }
        V value;
        try {
            value = deserializer.deserialize(kept.topic().name(), record.value());
        } catch (SerializationException e) {
            leaveOut(String.valueOf(e.getMessage()));
            return;
        }
        store.put(key, value);
        listener.accept(key, value);
    }

    /** Without a dead letter: the global thread has no producer. */
    private void leaveOut(String error) {
        DeadLetterCounter.count(meters, kept.topic().name(), "deserialization");
        var at = context().recordMetadata();
        LOG.atWarn()
                .addKeyValue("topicName", kept.topic().name())
                .addKeyValue("offset", at.map(record -> record.offset()).orElse(-1L))
                .addKeyValue("error", error)
                .log("record is left out, the value before stays");
    }
}
