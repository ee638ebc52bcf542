package dev.rapport.runtime.streams;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ProjectedTopic} keeps of its records. After a crash the last records come again, so that taking one twice must
 * change nothing. Written by one thread; the store may be read by any.
 */
public interface Projection<V extends SpecificRecord> {
    /** The store to keep entries in; called before the first record, and again with the same store once all old records are read. */
    void open(KeyValueStore<String, byte[]> store);

    /**
     * Takes a record.
     *
     * @param value null for a tombstone
     * @param bytes the value as it came; null for a tombstone
     * @param appendedAt when Kafka took it, in milliseconds since the epoch
     */
    void take(String key, @Nullable V value, byte @Nullable [] bytes, long appendedAt);
}
