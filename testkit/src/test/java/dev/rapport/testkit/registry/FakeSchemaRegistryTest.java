package dev.rapport.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.Product;
import org.junit.jupiter.api.Test;

final class FakeSchemaRegistryTest {
    private final FakeSchemaRegistry registry = new FakeSchemaRegistry();

    @Test
    void givesASchemaOneIdUnderAllSubjects() {
        // Given
        var first = registry.register("a-value", Money.SCHEMA$);
        // When
        var again = registry.register("b-value", Money.SCHEMA$);
        var other = registry.register("a-value", Product.SCHEMA$);
        // Then
        assertThat(again).isEqualTo(first).isNotEqualTo(other);
        assertThat(registry.schemaById(other)).isEqualTo(Product.SCHEMA$);
    }

    @Test
    void refusesAnIdThatItDidNotGive() {
        assertThatThrownBy(() -> registry.schemaById(7))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("7");
    }
}
