package dev.rapport.ingestion.enrichment.topology;

import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps a compacted topic in a global store and tells an index of every change. The store is in memory, so that a start
 * reads the whole topic through this processor and the index is complete.
 */
final class KeepLatestProcessor<V> extends ContextualProcessor<String, V, Void, Void> {
    private final String storeName;
    private final BiConsumer<String, V> index;
    private KeyValueStore<String, V> store;

    /** @param index told of key and value, null for a tombstone */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    KeepLatestProcessor(String storeName, BiConsumer<String, V> index) {
        this.storeName = storeName;
        this.index = index;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, V> record) {
        store.put(record.key(), record.value());
        index.accept(record.key(), record.value());
    }
}
