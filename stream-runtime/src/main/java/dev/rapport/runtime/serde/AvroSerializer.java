package dev.rapport.runtime.serde;

import dev.rapport.runtime.kafka.RecordSize;
import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.schemas.topic.Topic;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's wire format: a zero byte, the schema id in four big-endian bytes, Avro binary. Thread-safe, as Avro's
 * writers are: one for each subject is kept.
 */
final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {
    static final byte MAGIC = 0;
    static final int HEADER = 5;

    private record Subject(String topic, Schema schema) {}

    private record Target<V>(int schemaId, DatumWriter<V> writer) {}

    private final SchemaRegistry registry;
    private final Map<Subject, Target<V>> targets = new ConcurrentHashMap<>();

    AvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable V value) {
        if (value == null) {
            return null;
        }
        try {
            var target =
                    targets.computeIfAbsent(new Subject(topic, value.getSchema()), subject -> target(subject, value));
            var bytes = WriteBuffer.write(target.schemaId(), target.writer(), value);
            // A producer that meets a record too large gives up its whole transaction.
            if (bytes.length > RecordSize.MAX_BYTES) {
                throw new RecordTooLargeException(
                        "it has " + bytes.length + " bytes, at most " + RecordSize.MAX_BYTES + " are allowed");
            }
            return bytes;
        } catch (SchemaRegistryException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot write a record for topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private Target<V> target(Subject subject, V value) {
        var id = registry.register(Topic.subject(subject.topic(), subject.schema()), subject.schema());
        return new Target<>(id, PlannedWriter.<V>of(subject.schema()).orElseGet(() -> avros(subject.schema(), value)));
    }

    @SuppressWarnings("unchecked")
    private static <V extends SpecificRecord> DatumWriter<V> avros(Schema schema, V value) {
        var data = SpecificData.getForClass(value.getClass());
        // For records without logical types it writes the same bytes, without a walk over the schema for each.
        data.setCustomCoders(GeneratedCoders.fit(schema, data));
        return (DatumWriter<V>) data.createDatumWriter(schema);
    }
}
