package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.topic.ErasureRoute;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** Each field says whether it is personal, so that nobody forgets to think about it. */
final class PersonalFieldsTest {
    @Test
    void decidesForEveryFieldThatCanHoldText() throws IOException {
        // Given
        var types = SchemaFolder.read(SchemaFolder.CURRENT).types().values();
        // When
        var undecided = types.stream().flatMap(type -> PersonalFields.undecided(type).stream());
        // Then
        assertThat(undecided).isEmpty();
    }

    @Test
    void findsFieldsThatDoNotSay() {
        // Given
        var schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Parcel", "fields": [
                  {"name": "to", "type": "string", "personal": true},
                  {"name": "notes", "type": {"type": "array", "items": ["null", "string"]}},
                  {"name": "label", "type": "bytes", "personal": "yes"},
                  {"name": "weights", "type": {"type": "map", "values": "int"}},
                  {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9}},
                  {"name": "grams", "type": "int"}]}""");
        // When, Then
        assertThat(PersonalFields.undecided(schema)).containsExactly("Parcel.notes", "Parcel.label", "Parcel.weights");
    }

    @Test
    void hasAnErasureRouteWhereverAFieldIsPersonal() {
        assertThat(Topics.all())
                .filteredOn(PersonalFieldsTest::holdsPersonalFields)
                .isNotEmpty()
                .allSatisfy(topic ->
                        assertThat(topic.erasure()).as(topic.name()).isIn(ErasureRoute.KEY, ErasureRoute.TOMBSTONE));
    }

    private static boolean holdsPersonalFields(Topic<?> topic) {
        var record = SpecificData.get().getSchema(topic.valueType());
        return NamedTypes.in(record).stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .flatMap(type -> type.getFields().stream())
                .anyMatch(PersonalFields::isPersonal);
    }
}
