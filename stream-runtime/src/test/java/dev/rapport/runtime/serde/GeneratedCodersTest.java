package dev.rapport.runtime.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Product;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GeneratedCodersTest {
    static List<Schema> contract() {
        return List.of(Product.getClassSchema(), EnrichedEvent.getClassSchema(), Conversion.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("contract")
    void fitWhatWasGeneratedTogether(Schema schema) {
        assertThat(GeneratedCoders.fit(schema, SpecificData.get())).isTrue();
    }

    @Test
    void doNotFitARecordInARecordThatHasChanged() {
        // Given: an outer record that was generated when amounts had another field more
        var outer = new Schema.Parser().parse("""
                {"type": "record", "name": "Outer", "namespace": "dev.rapport.schemas", "fields": [
                  {"name": "prices", "type": {"type": "array", "items": ["null", {"type": "record", "name": "Money",
                    "fields": [{"name": "amountMinor", "type": "long"},
                               {"name": "currency", "type": {"type": "string", "avro.java.string": "String"}},
                               {"name": "digits", "type": "int"}]}]}}]}""");
        var prices = outer.getField("prices").schema();
        // When
        var fits = GeneratedCoders.fit(prices, SpecificData.get());
        // Then
        assertThat(fits).isFalse();
    }
}
