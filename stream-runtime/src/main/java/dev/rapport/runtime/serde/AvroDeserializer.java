package dev.rapport.runtime.serde;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads Confluent's wire format into a generated record, resolving the writer's schema to ours. Thread-safe. */
final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {
    private final SchemaRegistry registry;
    private final SpecificData data;
    private final Schema readerSchema;
    private final Map<Integer, Schema> writerSchemas = new ConcurrentHashMap<>();

    AvroDeserializer(SchemaRegistry registry, Class<V> type) {
        this.registry = registry;
        this.data = SpecificData.getForClass(type);
        this.readerSchema = data.getSchema(type);
    }

    @Override
    public @Nullable V deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < AvroSerializer.HEADER || bytes[0] != AvroSerializer.MAGIC) {
            throw new SerializationException("record of topic " + topic + " is not in Confluent's Avro wire format");
        }
        var id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        try {
            var writerSchema = writerSchemas.computeIfAbsent(id, registry::schemaById);
            @SuppressWarnings("unchecked")
            var reader = (DatumReader<V>) data.createDatumReader(writerSchema, readerSchema);
            var length = bytes.length - AvroSerializer.HEADER;
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, AvroSerializer.HEADER, length, null));
        } catch (IOException | AvroRuntimeException | SchemaRegistryException | IndexOutOfBoundsException e) {
            throw new SerializationException(
                    "cannot read a record of topic " + topic + " with schema id " + id + ": " + e.getMessage(), e);
        }
    }
}
