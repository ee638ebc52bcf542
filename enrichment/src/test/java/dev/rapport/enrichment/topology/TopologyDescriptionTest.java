package dev.rapport.enrichment.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Names of nodes, stores and internal topics are part of the state of every running installation. */
class TopologyDescriptionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/enrichment-topology.txt");

    private final String description = new EnrichmentTopology(
                    new AvroSerdes(new FakeSchemaRegistry()), EnrichmentConfig.DEFAULT, new SimpleMeterRegistry())
            .build()
            .describe()
            .toString();

    @Test
    void keepsItsDescription() throws IOException {
        if (System.getProperty("update") != null) {
            Files.writeString(GOLDEN, description);
        }
        assertThat(description)
                .as("run ./mvnw -pl ingestion -am test -Dupdate and review the difference: stores may be orphaned")
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void sharesLinksBetweenBothWaysToLink() {
        assertThat(description.split("Sub-topology: "))
                .filteredOn(part -> part.contains("Processor: enrichment-resolve-identity"))
                .singleElement()
                .asString()
                .contains("Processor: enrichment-link-alias");
    }

    @Test
    void namesEveryNode() {
        assertThat(description).doesNotContainPattern("KSTREAM|KTABLE|\\d{10}");
    }
}
