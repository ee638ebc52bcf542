package dev.rapport.scoring.view;

import dev.rapport.runtime.streams.Projection;
import dev.rapport.schemas.topic.Topic;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The last record of every key of a compacted topic. Thread-safe for readers. */
public final class LatestByKey<V extends SpecificRecord> implements Projection<V> {
    private final StoreSlot<V> slot;

    LatestByKey(ViewContext context, Topic<V> topic) {
        this.slot = new StoreSlot<>(context, topic);
    }

    @Override
    public void open(KeyValueStore<String, byte[]> store) {
        slot.open(store);
    }

    @Override
    public void take(String key, @Nullable V value, byte @Nullable [] bytes, long appendedAt) {
        slot.store().put(key, bytes);
    }

    /** The record of a key. */
    public Optional<V> find(String key) {
        return Optional.ofNullable(slot.find(key));
    }

    /** All records, in the order of their keys. */
    public List<V> all() {
        return slot.startingWith("");
    }

    /** Records of the keys whose first part is an id, in their order. */
    public List<V> startingWith(String id) {
        return slot.startingWith(KeyPart.of(id));
    }
}
