package dev.rapport.runtime.serde;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.topic.Topic;
import java.util.List;
import org.apache.avro.Schema;
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

    /** Serde of a topic's values. Where ticks stand between them, a tick is read as null: it has no value of the topic. */
    public <V extends SpecificRecord> Serde<V> value(Topic<V> topic) {
        return topic.ticks() ? Serdes.serdeFrom(serializer(), valuesOnly(topic.valueType())) : of(topic.valueType());
    }

    private <V extends SpecificRecord> Deserializer<V> valuesOnly(Class<V> type) {
        var all = withTicks(type).deserializer();
        return (topic, bytes) -> {
            var value = all.deserialize(topic, bytes);
            return value instanceof Tick ? null : type.cast(value);
        };
    }

    /** Serde of records of this type and of {@link Tick ticks}, for topologies that time passes through. */
    public Serde<SpecificRecord> withTicks(Class<? extends SpecificRecord> type) {
        return anyOf(List.of(type, Tick.class));
    }

    /** Serde of records of any of these types. */
    public Serde<SpecificRecord> anyOf(List<Class<? extends SpecificRecord>> types) {
        return Serdes.serdeFrom(serializer(), AvroDeserializer.of(registry, types));
    }

    /** Serde of an Avro record, for stores and internal topics. */
    public <V extends SpecificRecord> Serde<V> of(Class<V> type) {
        return Serdes.serdeFrom(serializer(), deserializer(type));
    }

    /** Writes any Avro record; {@link Topic#subject} names the subject. */
    public <V extends SpecificRecord> Serializer<V> serializer() {
        return new AvroSerializer<>(registry);
    }

    /** Reads records written with any compatible schema. */
    public <V extends SpecificRecord> Deserializer<V> deserializer(Class<V> type) {
        return AvroDeserializer.of(registry, List.of(type));
    }

    /** Reads records of others as they were written: Avro's generic records, texts, numbers, maps and lists. */
    public Deserializer<Object> generic() {
        return AvroDeserializer.generic(registry);
    }

    /** Gets the schema id of a topic's values, so that the first record does not have to. */
    public void register(Topic<?> topic) {
        register(topic, SpecificData.get().getSchema(topic.valueType()));
        if (topic.ticks()) {
            register(topic, Tick.getClassSchema());
        }
    }

    private void register(Topic<?> topic, Schema schema) {
        registry.register(Topic.subject(topic.name(), schema), schema);
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
