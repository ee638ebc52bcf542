package dev.rapport.runtime.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlannedWriterTest {
    private static final int RECORDS = 50;

    /** All but those with a decimal. */
    static List<Schema> schemas() {
        return Topics.all().stream()
                .map(Topic::valueType)
                .map(SpecificData.get()::getSchema)
                .distinct()
                .filter(schema -> PlannedWriter.of(schema).isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void writesTheBytesOfAvrosOwnWriter(Schema schema) throws IOException {
        // Given
        var data = SpecificData.getForSchema(schema);
        DatumWriter<Object> writer = PlannedWriter.<Object>of(schema).orElseThrow();
        var reader = new SpecificDatumReader<>(schema, schema, data);
        for (var random : new RandomData(schema, RECORDS, 7L)) {
            var avros = bytes(new GenericDatumWriter<>(schema), random);
            var record = reader.read(null, DecoderFactory.get().binaryDecoder(avros, null));
            // When
            var written = bytes(writer, record);
            // Then
            assertThat(written).isEqualTo(bytes(data.createDatumWriter(schema), record));
        }
    }

    @Test
    void namesTheFieldThatHasNoValue() {
        // Given
        DatumWriter<Object> writer =
                PlannedWriter.<Object>of(CapturedEvent.getClassSchema()).orElseThrow();
        // When
        assertThatThrownBy(() -> bytes(writer, new CapturedEvent()))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("field messageId of CapturedEvent");
    }

    @Test
    void leavesWhatItHasNoPlanForToAvro() {
        // Given
        var union = SchemaBuilder.unionOf().stringType().and().longType().endUnion();
        // When
        var writer = PlannedWriter.of(union);
        // Then
        assertThat(writer).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static byte[] bytes(DatumWriter<?> writer, Object value) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        ((DatumWriter<Object>) writer).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
