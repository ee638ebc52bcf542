package dev.rapport.runtime.streams;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic that every instance keeps whole, in memory. Streams ends the process at a record of a global topic
 * that it cannot read, and again at every start; here such a record is counted, and the value before stays.
 *
 * @param topic what is kept
 * @param store name of the store, typed as the topic is
 */
public record GlobalTopic<V extends SpecificRecord>(Topic<V> topic, String store) {
    /** Hears what changes. */
    @FunctionalInterface
    public interface Listener<V> {
        /**
         * A record was read.
         *
         * @param value      null for a tombstone
         * @param appendedAt when Kafka took it in, in milliseconds since the epoch
         */
        void changed(String key, @Nullable V value, long appendedAt);
    }

    /** Adds the store to a topology; {@code node} names the source. */
    public void addTo(StreamsBuilder builder, AvroSerdes serdes, String node) {
        addTo(builder, serdes, node, (key, value, appendedAt) -> {});
    }

    /**
     * As above.
     *
     * @param listener hears every change, on the global thread; at a start of the whole topic before any event is processed
     */
    public void addTo(StreamsBuilder builder, AvroSerdes serdes, String node, Listener<V> listener) {
        // In memory, so that a start reads the whole topic through the processor and the listener misses nothing.
        var stored = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(store), Serdes.String(), serdes.value(topic))
                .withLoggingDisabled();
        builder.addGlobalStore(
                stored,
                topic.name(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(node),
                () -> new KeepLatestProcessor<>(this, serdes.deserializer(topic.valueType()), listener));
    }
}
