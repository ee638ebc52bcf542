package dev.rapport.enrichment.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.DeclaredStore;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import dev.rapport.testkit.topology.TopologyStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class DeclaredStoresTest {
    @Test
    void declaresEveryStoreOfTheTopology() {
        // Given
        var topology = new EnrichmentTopology(
                        new AvroSerdes(new FakeSchemaRegistry()), EnrichmentConfig.DEFAULT, new SimpleMeterRegistry())
                .build();
        // When
        var stores = TopologyStores.names(topology);
        // Then
        assertThat(DeclaredStores.ALL).extracting(DeclaredStore::name).containsExactlyInAnyOrderElementsOf(stores);
    }
}
