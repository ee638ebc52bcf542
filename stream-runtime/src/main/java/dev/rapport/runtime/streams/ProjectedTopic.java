package dev.rapport.runtime.streams;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A topic of which every instance keeps a projection on disk. The store holds the offsets up to which it was read: a start reads
 * only what came since, however old the topic is. A record that cannot be read is counted and left out.
 *
 * @param topic what is read, all partitions of it
 * @param store name of the store
 */
public record ProjectedTopic<V extends SpecificRecord>(Topic<V> topic, String store) {

    /** Adds the store to a topology; {@code node} names the source. */
    public void addTo(StreamsBuilder builder, AvroSerdes serdes, String node, Projection<V> projection) {
        var stored = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
        builder.addGlobalStore(
                stored,
                topic.name(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(node),
                () -> new ProjectingProcessor<>(this, serdes, projection));
    }

    private static final class ProjectingProcessor<V extends SpecificRecord> extends ReadableRecordProcessor<V> {
        private final ProjectedTopic<V> projected;
        private final Projection<V> projection;

        ProjectingProcessor(ProjectedTopic<V> projected, AvroSerdes serdes, Projection<V> projection) {
            super(projected.topic(), serdes.deserializer(projected.topic().valueType()));
            this.projected = projected;
            this.projection = projection;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            super.init(context);
            projection.open(context.getStateStore(projected.store()));
        }

        @Override
        void process(Record<String, byte[]> record, String key, @Nullable V value) {
            projection.take(key, value, record.value(), record.timestamp());
        }
    }
}
