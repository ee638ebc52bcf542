package dev.rapport.enrichment.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.decision.Listing;
import dev.rapport.enrichment.decision.Listing.Standing;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogIndexTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofDays(30);
    private static final String MUG = "mug-1";

    private final CatalogIndex index = new CatalogIndex(LIMIT, new EnrichmentMeters(new SimpleMeterRegistry()));

    @Test
    void productsAgeUntilTheShopConfirmsThem() {
        // Given
        put(Duration.ZERO, 1_000);
        // When
        put(Duration.ofDays(40), 1_000);
        // Then
        assertThat(at(LIMIT)).isEqualTo(Standing.RECOMMENDABLE);
        assertThat(at(LIMIT.plusMillis(1))).isEqualTo(Standing.TOO_OLD);
        assertThat(at(Duration.ofDays(40))).isEqualTo(Standing.RECOMMENDABLE);
    }

    @Test
    void whatIsConfirmedInTimeIsOneVersion() {
        // When
        for (var day = 0; day < 1_000; day++) {
            put(Duration.ofDays(day), 1_000);
        }
        // Then
        assertThat(listing(Duration.ofDays(1_000)).product().getEffectiveAt()).isEqualTo(START);
        assertThat(at(Duration.ofDays(500))).isEqualTo(Standing.RECOMMENDABLE);
        assertThat(at(Duration.ofDays(999).plus(LIMIT).plusMillis(1))).isEqualTo(Standing.TOO_OLD);
    }

    /** Versions that are merged answer as those that are kept one by one. */
    @Test
    void mergingChangesNoAnswer() {
        var random = new Random(5);
        for (var round = 0; round < 200; round++) {
            // Given
            var fresh = new CatalogIndex(LIMIT, new EnrichmentMeters(new SimpleMeterRegistry()));
            var said = new TreeMap<Long, CatalogProduct>();
            var day = 0;
            for (var record = 0; record < 20; record++) {
                day += random.nextInt(45);
                var product = mug(Duration.ofDays(day), random.nextInt(3) == 0 ? 900 : 1_000);
                said.put(product.getEffectiveAt().toEpochMilli(), product);
                fresh.put(MUG, product, 0);
            }
            // Then
            for (var probe = 0; probe < 50; probe++) {
                var time = START.plus(Duration.ofDays(day).minusHours(random.nextInt(24 * 80)))
                        .toEpochMilli();
                var expected = said.floorEntry(time);
                var found = fresh.at(time).byId(MUG);
                assertThat(found.isPresent()).isEqualTo(expected != null);
                if (expected != null) {
                    var product = expected.getValue();
                    var until = product.getUpdatedAt().plus(LIMIT).toEpochMilli();
                    assertThat(found.get().standing())
                            .isEqualTo(Listing.at(product, time, until).standing());
                    assertThat(found.get().price()).isEqualTo(product.getPrice());
                }
            }
        }
    }

    @Test
    void aProductWithoutATimeDoesNotAge() {
        // Given
        var product = CatalogProduct.newBuilder(mug(Duration.ZERO, 1_000))
                .setUpdatedAt(null)
                .build();
        // When
        index.put(MUG, product, 0);
        // Then
        assertThat(at(Duration.ofDays(3_650))).isEqualTo(Standing.RECOMMENDABLE);
    }

    private void put(Duration after, long cents) {
        index.put(MUG, mug(after, cents), 0);
    }

    private Standing at(Duration after) {
        return listing(after).standing();
    }

    private Listing listing(Duration after) {
        return index.at(START.plus(after).toEpochMilli()).byId(MUG).orElseThrow();
    }

    private static CatalogProduct mug(Duration after, long cents) {
        return CatalogProduct.newBuilder()
                .setProductId(MUG)
                .setName("Mug")
                .setCategory("mugs")
                .setPrice(new Money(cents, "USD"))
                .setUpdatedAt(START.plus(after))
                .setEffectiveAt(START.plus(after))
                .build();
    }
}
