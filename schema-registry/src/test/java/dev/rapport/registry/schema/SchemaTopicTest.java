package dev.rapport.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaTopicTest {
    private static final String KEY = "{\"keytype\":\"SCHEMA\",\"subject\":\"theirs\",\"version\":1,\"magic\":1}";
    private static final Schema OURS =
            SchemaBuilder.record("Person").fields().requiredString("id").endRecord();

    private final SchemaLog log = new SchemaLog();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"",
                "\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"",
                "\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"elsewhere.B\\\"}]}\""
            })
    void leavesIdsToSchemasThatAreNotOurs(String schema) {
        // When
        SchemaTopic.take(log, KEY, "{\"subject\":\"theirs\",\"version\":1,\"id\":7," + schema + "}");
        // Then
        assertThat(log.next("ours", OURS).id()).isEqualTo(8);
        assertThat(log.subjects()).isEmpty();
        assertThat(log.hasSchema(7)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello not json", "", "[]", "{}", "{\"id\":1,\"schema\":\"\\\"int\\\"\"}", "\"text\""})
    void leavesOutWhatIsNoRegistrysRecord(String value) {
        // Given
        var ours = log.next("ours", OURS);
        log.add(ours);
        // When
        SchemaTopic.take(log, KEY, value);
        SchemaTopic.take(log, "no key of ours", value);
        SchemaTopic.take(log, null, value);
        // Then
        assertThat(log.schema(ours.id())).isEqualTo(ours.schema());
        assertThat(log.subjects()).containsExactly("ours");
    }
}
