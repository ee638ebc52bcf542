package dev.rapport.enrichment.campaign.publish;

import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aCatalogProduct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CatalogProduct;
import org.junit.jupiter.api.Test;

final class NextVersionTest {
    private static final CatalogProduct LAMP = aCatalogProduct().build();

    @Test
    void countsFromOne() {
        // When
        var first = NextVersion.of(LAMP, null, 0, NOW);
        // Then
        assertThat(first).hasValueSatisfying(product -> {
            assertThat(product.getVersion()).isEqualTo(1);
            assertThat(product.getEffectiveAt()).isEqualTo(NOW);
        });
    }

    @Test
    void growsWithEveryChange() {
        // Given
        var held = NextVersion.of(LAMP, null, 0, NOW).orElseThrow();
        var renamed = CatalogProduct.newBuilder(LAMP).setName("Floor lamp").build();
        // When
        var next = NextVersion.of(renamed, held, 1, NOW.plusSeconds(60));
        // Then
        assertThat(next).map(CatalogProduct::getVersion).hasValue(2);
        assertThat(next).map(CatalogProduct::getEffectiveAt).hasValue(NOW.plusSeconds(60));
    }

    @Test
    void publishesNothingWhenNothingChanged() {
        // Given
        var held = NextVersion.of(LAMP, null, 0, NOW).orElseThrow();
        // When
        var next = NextVersion.of(LAMP, held, 1, NOW.plusSeconds(60));
        // Then
        assertThat(next).isEmpty();
    }

    @Test
    void goesOnCountingAfterTheProductWasGone() {
        // When
        var again = NextVersion.of(LAMP, null, 7, NOW);
        // Then
        assertThat(again).map(CatalogProduct::getVersion).hasValue(8);
    }
}
