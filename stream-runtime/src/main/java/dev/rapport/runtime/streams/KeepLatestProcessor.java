package dev.rapport.runtime.streams;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Puts the last readable value of every key into a global store and tells a listener. */
final class KeepLatestProcessor<V extends SpecificRecord> extends ReadableRecordProcessor<V> {
    private final GlobalTopic<V> kept;
    private final GlobalTopic.Listener<V> listener;
    private KeyValueStore<String, V> store;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    KeepLatestProcessor(GlobalTopic<V> kept, Deserializer<V> deserializer, GlobalTopic.Listener<V> listener) {
        super(kept.topic(), deserializer);
        this.kept = kept;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = context.getStateStore(kept.store());
    }

    @Override
    void process(Record<String, byte[]> record, String key, @Nullable V value) {
        store.put(key, value);
        listener.changed(key, value, record.timestamp());
    }
}
