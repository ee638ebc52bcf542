package dev.rapport.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rapport.registry.schema.SchemaLog.Version;
import dev.rapport.runtime.registry.SchemaRegistryException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

final class SchemaLogTest {
    private static final Schema ONE = person().requiredString("id").endRecord();
    private static final Schema TWO =
            person().requiredString("id").optionalString("name").endRecord();
    private static final Schema WITHOUT_DEFAULT =
            person().requiredString("id").requiredString("name").endRecord();

    private final SchemaLog log = new SchemaLog();

    @Test
    void countsVersionsBySubjectAndIdsForAll() {
        // When
        var first = register("a", ONE);
        var second = register("a", TWO);
        var other = register("b", TWO);
        // Then
        assertThat(first).isEqualTo(new Version("a", 1, 1, ONE.toString()));
        assertThat(second).isEqualTo(new Version("a", 2, 2, TWO.toString()));
        assertThat(other).isEqualTo(new Version("b", 1, 2, TWO.toString()));
        assertThat(log.subjects()).containsExactly("a", "b");
        assertThat(log.versions("a")).containsExactly(1, 2);
        assertThat(log.uses(2)).containsExactly(second, other);
        assertThat(log.version("a", "latest")).isEqualTo(second);
        assertThat(log.version("a", "1")).isEqualTo(first);
        assertThat(log.find("a", ONE.toString())).contains(first);
        assertThat(log.find("b", ONE.toString())).isEmpty();
    }

    @Test
    void refusesWhatCannotBeReadBothWays() {
        // Given
        register("a", ONE);
        // Then
        assertThat(refusal(() -> log.next("a", WITHOUT_DEFAULT)).errorCode()).isEqualTo(409);
        assertThat(log.isCompatible("a", "latest", WITHOUT_DEFAULT)).isFalse();
        assertThat(log.isCompatible("a", "latest", TWO)).isTrue();
    }

    @Test
    void comparesWithEveryEarlierVersion() {
        // Given
        log.add(new Version("a", 1, 1, WITHOUT_DEFAULT.toString()));
        log.add(new Version("a", 2, 2, TWO.toString()));
        // Then
        assertThat(refusal(() -> log.next("a", ONE)).errorCode()).isEqualTo(409);
    }

    @Test
    void keepsTheIdOfADeletedVersion() {
        // Given
        var version = register("a", ONE);
        // When
        log.remove(version);
        // Then
        assertThat(log.subjects()).isEmpty();
        assertThat(log.schema(version.id())).isEqualTo(ONE.toString());
    }

    @Test
    void hasConfluentsCodesForWhatIsNotThere() {
        // Given
        register("a", ONE);
        // Then
        assertThat(refusal(() -> log.schema(9)).errorCode()).isEqualTo(40403);
        assertThat(refusal(() -> log.versions("b")).errorCode()).isEqualTo(40401);
        assertThat(refusal(() -> log.version("a", "9")).errorCode()).isEqualTo(40402);
        assertThat(refusal(() -> log.version("a", "x")).errorCode()).isEqualTo(42202);
    }

    private Version register(String subject, Schema schema) {
        var version = log.next(subject, schema);
        log.add(version);
        return version;
    }

    private static SchemaRegistryException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(SchemaRegistryException.class, call);
    }

    private static SchemaBuilder.FieldAssembler<Schema> person() {
        return SchemaBuilder.record("Person").fields();
    }
}
