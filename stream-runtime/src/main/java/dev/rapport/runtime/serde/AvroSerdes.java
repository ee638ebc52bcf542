package dev.rapport.runtime.serde;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.schemas.topic.Topic;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Serdes of topics and stores over one registry. Thread-safe; each serde is too. */
public final class AvroSerdes {
    private final SchemaRegistry registry;

    public AvroSerdes(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** Serde of a topic's values. */
    public <V extends SpecificRecord> Serde<V> value(Topic<V> topic) {
        return of(topic.valueType());
    }

    /** Serde of an Avro record, for stores and internal topics. */
    public <V extends SpecificRecord> Serde<V> of(Class<V> type) {
        return Serdes.serdeFrom(serializer(), deserializer(type));
    }

    /** Writes any Avro record; the subject is {@code <topic>-value}. */
    public <V extends SpecificRecord> Serializer<V> serializer() {
        return new AvroSerializer<>(registry);
    }

    /** Reads records written with any compatible schema. */
    public <V extends SpecificRecord> Deserializer<V> deserializer(Class<V> type) {
        return new AvroDeserializer<>(registry, type);
    }

    /** Gets the schema id of a topic's values, so that the first record does not have to. */
    public void register(Topic<?> topic) {
        registry.register(topic.name() + "-value", SpecificData.get().getSchema(topic.valueType()));
    }

    /** How a topology reads a topic, under a node name. */
    public <V extends SpecificRecord> Consumed<String, V> consumed(Topic<V> topic, String node) {
        return Consumed.with(Serdes.String(), value(topic)).withName(node);
    }

    /** How a topology writes a topic, under a node name. */
    public <V extends SpecificRecord> Produced<String, V> produced(Topic<V> topic, String node) {
        return Produced.with(Serdes.String(), value(topic)).withName(node);
    }
}
