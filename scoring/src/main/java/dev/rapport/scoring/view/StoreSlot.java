package dev.rapport.scoring.view;

import dev.rapport.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of records as they came from their topic. Written by one thread, read by any; a read fails with an
 * {@link org.apache.kafka.streams.errors.InvalidStateStoreException} before the read model is complete and after it is closed.
 */
final class StoreSlot<V extends SpecificRecord> {
    private static final StringSerializer TEXT = new StringSerializer();

    private final Topic<V> topic;
    private final Deserializer<V> deserializer;
    private final BooleanSupplier complete;
    private volatile @Nullable KeyValueStore<String, byte[]> store;

    StoreSlot(ViewContext context, Topic<V> topic) {
        this.topic = topic;
        this.deserializer = context.serdes().deserializer(topic.valueType());
        this.complete = context.complete();
    }

    void open(KeyValueStore<String, byte[]> opened) {
        store = opened;
    }

    /** For the thread that writes. */
    KeyValueStore<String, byte[]> store() {
        return Objects.requireNonNull(store, "opened before the first record");
    }

    /** For those who read. */
    KeyValueStore<String, byte[]> readable() {
        var open = store;
        if (open == null || !complete.getAsBoolean()) {
            throw new StreamsNotStartedException("the read model is not complete yet");
        }
        return open;
    }

    @Nullable V find(String key) {
        byte @Nullable [] bytes = readable().get(key);
        return bytes == null ? null : decode(bytes);
    }

    V decode(byte[] bytes) {
        return deserializer.deserialize(topic.name(), bytes);
    }

    /** Values of all keys with a prefix, in the order of their keys. */
    List<V> startingWith(String prefix) {
        var values = new ArrayList<V>();
        forEach(readable(), prefix, (key, value) -> values.add(value));
        return values;
    }

    void forEach(KeyValueStore<String, byte[]> in, String prefix, BiConsumer<String, V> reader) {
        try (var entries = in.prefixScan(prefix, TEXT)) {
            entries.forEachRemaining(entry -> reader.accept(entry.key, decode(entry.value)));
        }
    }

    /** Values of a range of keys, in their order; both ends are in it. */
    List<V> between(String from, String to) {
        var values = new ArrayList<V>();
        try (var entries = readable().range(from, to)) {
            entries.forEachRemaining(entry -> values.add(decode(entry.value)));
        }
        return values;
    }
}
