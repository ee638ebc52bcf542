package dev.rapport.ingestion.capture.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

final class AvroReaderTest {
    private static final Schema ROW = new Schema.Parser().parse("""
                    {"type": "record", "name": "Value", "namespace": "shop.customers", "fields": [
                      {"name": "id", "type": "long"},
                      {"name": "born", "type": ["null", {"type": "int", "connect.name": "io.debezium.time.Date"}]},
                      {"name": "at", "type": {"type": "long", "connect.name": "io.debezium.time.MicroTimestamp"}},
                      {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2,
                        "connect.name": "org.apache.kafka.connect.data.Decimal"}},
                      {"name": "extra", "type": {"type": "string", "connect.name": "io.debezium.data.Json"}},
                      {"name": "weight", "type": "double"},
                      {"name": "tags", "type": {"type": "array", "items": "string"}},
                      {"name": "gone", "type": ["null", "string"]}
                    ]}
                    """);

    private final FakeSchemaRegistry registry = new FakeSchemaRegistry();
    private final AvroReader reader = new AvroReader(new AvroSerdes(registry).generic());

    @Test
    void readsWhatTheWriterMeant() throws Exception {
        // Given
        var row = new GenericData.Record(ROW);
        row.put("id", 7L);
        row.put("born", 20_577);
        row.put("at", 1_777_888_800_123_456L);
        row.put("price", ByteBuffer.wrap(BigInteger.valueOf(1_990).toByteArray()));
        row.put("extra", "{\"city\":\"Ulm\"}");
        row.put("weight", 8.1);
        row.put("tags", List.of("a"));
        // When
        var value = reader.read("topic", written(row));
        // Then
        assertThat(value).isInstanceOfSatisfying(Map.class, map -> {
            assertThat(map.get("id")).isEqualTo(new BigDecimal(7));
            assertThat(map.get("born")).isEqualTo("2026-05-04");
            assertThat(map.get("at")).isEqualTo("2026-05-04T10:00:00.123456");
            assertThat(map.get("price")).isEqualTo(new BigDecimal("19.90"));
            assertThat(map.get("extra")).isEqualTo(Map.of("city", "Ulm"));
            assertThat(map.get("weight")).isEqualTo(new BigDecimal("8.1"));
            assertThat(map.get("tags")).isEqualTo(List.of("a"));
            assertThat(map.containsKey("gone")).isTrue();
        });
    }

    @Test
    void refusesOtherBytes() {
        // When, then
        assertThatThrownBy(() -> reader.read("topic", new byte[] {'{', '}'}))
                .isInstanceOf(UnreadableBytesException.class)
                .hasMessageContaining("Confluent's wire format");
    }

    private byte[] written(GenericRecord row) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.write(ByteBuffer.allocate(4)
                .putInt(registry.register("topic-value", row.getSchema()))
                .array());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(row.getSchema()).write(row, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
