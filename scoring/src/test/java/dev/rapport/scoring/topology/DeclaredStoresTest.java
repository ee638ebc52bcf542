package dev.rapport.scoring.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.DeclaredStore;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import dev.rapport.testkit.topology.TopologyStores;
import org.junit.jupiter.api.Test;

final class DeclaredStoresTest {
    @Test
    void declaresEveryStoreOfTheTopology() {
        // Given
        var topology = new ScoringTopology(new AvroSerdes(new FakeSchemaRegistry()), ScoringRules.defaults()).build();
        // When
        var stores = TopologyStores.names(topology);
        // Then
        assertThat(DeclaredStores.ALL).extracting(DeclaredStore::name).containsExactlyInAnyOrderElementsOf(stores);
    }
}
