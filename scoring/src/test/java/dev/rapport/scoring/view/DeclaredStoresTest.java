package dev.rapport.scoring.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.DeclaredStore;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import dev.rapport.testkit.topology.TopologyStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class DeclaredStoresTest {
    @Test
    void declaresEveryStoreOfTheReadModel() {
        // Given
        var serdes = new AvroSerdes(new FakeSchemaRegistry());
        var view = ScoringView.create(
                new ViewContext(serdes, new SimpleMeterRegistry(), event -> {}, () -> true, Customers::of));
        var topology = new ViewTopology(serdes, view).build();
        // When
        var stores = TopologyStores.names(topology);
        // Then
        assertThat(DeclaredStores.ALL).extracting(DeclaredStore::name).containsExactlyInAnyOrderElementsOf(stores);
    }
}
