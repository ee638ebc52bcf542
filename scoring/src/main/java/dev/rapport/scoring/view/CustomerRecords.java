package dev.rapport.scoring.view;

import dev.rapport.runtime.streams.Projection;
import dev.rapport.schemas.topic.Topic;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The newest records of every customer, out of a topic whose key is the customer. Thread-safe for readers. */
public final class CustomerRecords<V extends SpecificRecord> implements Projection<V> {
    private final StoreSlot<V> slot;
    private final NewestEntries entries;
    private final Function<V, Instant> time;
    private final Function<V, String> id;

    /**
     * @param max  records of a customer
     * @param time event time of a record
     * @param id   what a record is about: of records with the same id the earliest stays
     */
    CustomerRecords(ViewContext context, Topic<V> topic, int max, Function<V, Instant> time, Function<V, String> id) {
        this.slot = new StoreSlot<>(context, topic);
        this.entries = new NewestEntries("", max);
        this.time = time;
        this.id = id;
    }

    @Override
    public void open(KeyValueStore<String, byte[]> store) {
        slot.open(store);
    }

    @Override
    public void take(String key, @Nullable V value, byte @Nullable [] bytes, long appendedAt) {
        if (value != null && bytes != null) {
            entries.put(slot.store(), key, time.apply(value).toEpochMilli(), id.apply(value), bytes);
        }
    }

    /**
     * Records of a customer, newest first, at most as many as are kept of one.
     *
     * @param ids under which they were written
     */
    public List<V> newestOf(List<String> ids) {
        return ids.stream()
                .flatMap(customerId -> entries.newest(slot.readable(), customerId, entries.max()).stream())
                .map(slot::decode)
                .sorted(Comparator.comparing(time).reversed())
                .limit(entries.max())
                .toList();
    }
}
