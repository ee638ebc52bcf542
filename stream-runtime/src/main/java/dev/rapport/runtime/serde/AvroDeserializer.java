package dev.rapport.runtime.serde;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.runtime.registry.SchemaRegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format: into the generated record of the writer's name, resolving the writer's schema to ours, or as it was written. Bytes that cannot be
 * read are a {@link SerializationException}. A registry that is away or refuses is not, as the bytes may be good: then the
 * {@link SchemaRegistryException} gets through, unless it says that there is no such schema. Thread-safe, as Avro's readers are: one for each writer schema is kept, because
 * making one costs ten times as much as reading a record.
 */
final class AvroDeserializer<V> implements Deserializer<V> {
    private final SchemaRegistry registry;
    private final Function<Schema, DatumReader<V>> makeReader;
    private final Map<Integer, DatumReader<V>> readers = new ConcurrentHashMap<>();

    private AvroDeserializer(SchemaRegistry registry, Function<Schema, DatumReader<V>> makeReader) {
        this.registry = registry;
        this.makeReader = makeReader;
    }

    /** @param types records that may come */
    static <V extends SpecificRecord> AvroDeserializer<V> of(SchemaRegistry registry, List<Class<? extends V>> types) {
        Map<String, Class<? extends V>> byName =
                types.stream().collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));
        return new AvroDeserializer<>(registry, writer -> reader(writer, byName));
    }

    /** Of records of others: what Avro's generic reader makes of them. */
    static AvroDeserializer<Object> generic(SchemaRegistry registry) {
        return new AvroDeserializer<>(registry, GenericDatumReader::new);
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
            var reader = readers.computeIfAbsent(id, unread -> makeReader.apply(registry.schemaById(unread)));
            var length = bytes.length - AvroSerializer.HEADER;
            var decoder = DecoderFactory.get().binaryDecoder(bytes, AvroSerializer.HEADER, length, null);
            var value = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new SerializationException("bytes are left over after the last field");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            if (e instanceof SchemaRegistryException refusal && !refusal.isUnknownSchema()) {
                throw refusal;
            }
            // Garbage makes Avro throw what it likes: out of bounds, class cast, negative sizes.
            throw new SerializationException(
                    "cannot read a record of topic " + topic + " with schema id " + id + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <V extends SpecificRecord> DatumReader<V> reader(
            Schema writer, Map<String, Class<? extends V>> types) {
        var type = types.get(writer.getFullName());
        if (type == null) {
            throw new SerializationException("it is a " + writer.getFullName());
        }
        var data = SpecificData.getForClass(type);
        return (DatumReader<V>) data.createDatumReader(writer, data.getSchema(type));
    }
}
