package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The schema of a topic says what every field means. */
final class SchemaDocsTest {
    @Test
    void documentsEveryTypeAndField() throws IOException {
        // Given
        var current = SchemaFolder.read(SchemaFolder.CURRENT);
        assertThat(current.types()).isNotEmpty();
        // When
        var undocumented = current.types().values().stream().flatMap(type -> undocumented(type).stream());
        // Then
        assertThat(undocumented).isEmpty();
    }

    @Test
    void findsWhatIsUndocumented() {
        // Given
        var schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Parcel", "fields": [
                  {"name": "id", "type": "string", "doc": "Identifier."},
                  {"name": "weight", "type": "int", "doc": " "}]}""");
        // When, Then
        assertThat(undocumented(schema)).containsExactly("Parcel", "Parcel.weight");
    }

    @Test
    void saysTheUnitOfEveryTime() throws IOException {
        // Given
        var records = SchemaFolder.read(SchemaFolder.CURRENT).types().values().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD);
        // When
        var times = records.flatMap(record -> record.getFields().stream())
                .filter(field -> isTime(field.schema()))
                .toList();
        // Then
        assertThat(times).isNotEmpty().allSatisfy(field -> assertThat(field.doc())
                .as(field.name())
                .contains("in milliseconds since the epoch, UTC"));
    }

    @Test
    void givesEveryEnumADefaultForSymbolsOfTheFuture() throws IOException {
        assertThat(SchemaFolder.read(SchemaFolder.CURRENT).types().values())
                .filteredOn(type -> type.getType() == Schema.Type.ENUM)
                .isNotEmpty()
                .allSatisfy(type ->
                        assertThat(type.getEnumDefault()).as(type.getFullName()).isNotNull());
    }

    private static List<String> undocumented(Schema type) {
        var missing = new ArrayList<String>();
        if (isBlank(type.getDoc())) {
            missing.add(type.getName());
        }
        if (type.getType() == Schema.Type.RECORD) {
            type.getFields().stream()
                    .filter(field -> isBlank(field.doc()))
                    .forEach(field -> missing.add(type.getName() + "." + field.name()));
        }
        return missing;
    }

    private static boolean isTime(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().anyMatch(SchemaDocsTest::isTime)
                : LogicalTypes.timestampMillis().equals(schema.getLogicalType());
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
