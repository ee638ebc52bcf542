package dev.rapport.quickstart.faults;

import dev.rapport.runtime.registry.SchemaRegistry;
import dev.rapport.schemas.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.RandomData;
import org.jspecify.annotations.Nullable;

/** What may lie in a topic that nobody of us wrote, by what is wrong with it. */
final class BrokenRecords {
    private static final int SEED = 20_260_801;
    private static final int UNKNOWN_SCHEMA = 9_999_999;
    /** What Kafka takes of a record by default is 1 MiB and some bytes; key and overhead want a little. */
    private static final int SIZE_LIMIT = 1_048_400;

    private BrokenRecords() {}

    /** Values by what is wrong; null is a tombstone. */
    static Map<String, byte @Nullable []> valuesOf(Topic<?> topic, SchemaRegistry registry) {
        var values = new LinkedHashMap<String, byte @Nullable []>();
        values.put("a tombstone", null);
        values.put("nothing", new byte[0]);
        values.put("foreign bytes", "hello not json".getBytes(StandardCharsets.UTF_8));
        values.put("an unknown schema", header(UNKNOWN_SCHEMA).array());
        values.put("the schema of another record", bytes(registry, "strays-value", stray()));
        values.put("a schema of the future", bytes(registry, topic.name() + "-value", later(topic)));
        values.put("a value at the size limit", new byte[SIZE_LIMIT]);
        return values;
    }

    private static Schema stray() {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Stray\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}");
    }

    /** As a later release may write it: one field more, which has a default. */
    private static Schema later(Topic<?> topic) {
        var now = SpecificData.get().getSchema(topic.valueType());
        var fields = new ArrayList<Schema.Field>();
        now.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("addedLater", Schema.create(Schema.Type.STRING), "Of a later release.", ""));
        var later = Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false);
        later.setFields(fields);
        return later;
    }

    /** A record with values that no service of ours would write, always the same. */
    private static byte[] bytes(SchemaRegistry registry, String subject, Schema schema) {
        try {
            var out = new ByteArrayOutputStream();
            out.write(header(registry.register(subject, schema)).array());
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            var record = new RandomData(schema, 1, SEED).iterator().next();
            new GenericDatumWriter<Object>(schema).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer header(int schemaId) {
        return ByteBuffer.allocate(1 + Integer.BYTES).put((byte) 0).putInt(schemaId);
    }
}
