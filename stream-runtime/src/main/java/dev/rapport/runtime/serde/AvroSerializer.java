package dev.rapport.runtime.serde;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Confluent's wire format: a zero byte, the schema id in four big-endian bytes, Avro binary. Thread-safe. */
final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {
    static final byte MAGIC = 0;
    static final int HEADER = 5;

    private record Subject(String topic, Schema schema) {}

    private final SchemaRegistry registry;
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();

    AvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable V value) {
        if (value == null) {
            return null;
        }
        try {
            var schema = value.getSchema();
            var id = ids.computeIfAbsent(
                    new Subject(topic, schema), subject -> registry.register(topic + "-value", schema));
            var out = new ByteArrayOutputStream(256);
            out.write(MAGIC);
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer(value).write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | SchemaRegistryException | ClassCastException | NullPointerException e) {
            throw new SerializationException("cannot write a record for topic " + topic + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <V extends SpecificRecord> DatumWriter<V> writer(V value) {
        var data = SpecificData.getForClass(value.getClass());
        return (DatumWriter<V>) data.createDatumWriter(value.getSchema());
    }
}
