package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Tick;
import dev.rapport.schemas.topic.Topics;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** The contract holds what stands in topics, and nothing that a service keeps for itself. */
final class NoPrivateStateTest {
    @Test
    void holdsOnlyTypesOfRecordsInTopics() throws IOException {
        // Given
        var types = SchemaFolder.read(SchemaFolder.CURRENT).types().keySet();
        var records = Stream.concat(
                        Topics.all().stream().map(topic -> SpecificData.get().getSchema(topic.valueType())),
                        Stream.of(Tick.getClassSchema()))
                .toList();
        // When
        var unreachable = unreachable(types, records);
        // Then
        assertThat(unreachable).isEmpty();
    }

    @Test
    void findsATypeThatNoTopicHolds() {
        // Given
        var weight =
                SchemaBuilder.record("Weight").fields().requiredInt("grams").endRecord();
        var parcel = SchemaBuilder.record("Parcel")
                .fields()
                .name("weights")
                .type()
                .array()
                .items(weight)
                .noDefault()
                .endRecord();
        // When
        var unreachable = unreachable(List.of("Parcel", "Weight", "Shelf"), List.of(parcel));
        // Then
        assertThat(unreachable).containsExactly("Shelf");
    }

    private static Set<String> unreachable(Collection<String> types, List<Schema> records) {
        var reached = new TreeSet<String>();
        records.forEach(record -> NamedTypes.in(record).forEach(type -> reached.add(type.getFullName())));
        var missing = new TreeSet<>(types);
        missing.removeAll(reached);
        return missing;
    }
}
