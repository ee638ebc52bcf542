package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.streams.DeclaredStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoresReferenceTest {
    private static final Path REFERENCE = Path.of("../docs/reference/stores.md");

    @Test
    void referenceOfStoresIsWhatTheServicesDeclare() throws IOException {
        // Given
        var rendered = render();
        if (System.getProperty("update") != null) {
            Files.writeString(REFERENCE, rendered);
        }
        // When
        var written = Files.readString(REFERENCE);
        // Then
        assertThat(written)
                .as(
                        "docs/reference/stores.md is stale: run ./mvnw -pl quickstart -am test -Dupdate and review the difference")
                .isEqualTo(rendered);
    }

    private static String render() {
        return """
                # Stores

                Generated from what the services declare; `./mvnw -pl quickstart -am test -Dupdate` writes it again. A store is kept beside its service and, unless it is in
                memory, in a changelog topic `<application.id>-<store>-changelog` with the same content. Repartition topics hold records until they are processed.
                *Erasure*: [ADR 66](../adr/0066-retention-and-erasure-are-declared.md).
                """ + section("rapport-control", dev.rapport.enrichment.control.DeclaredStores.ALL)
                + section("rapport-enrichment", dev.rapport.enrichment.topology.DeclaredStores.ALL)
                + section("rapport-scoring", dev.rapport.scoring.topology.DeclaredStores.ALL)
                + section("rapport-scoring-view", dev.rapport.scoring.view.DeclaredStores.ALL);
    }

    private static String section(String application, List<DeclaredStore> stores) {
        var out = new StringBuilder(
                "\n## " + application + "\n\n| store | key | holds | kept | erasure |\n|---|---|---|---|---|\n");
        stores.forEach(store -> out.append("| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        store.name(),
                        store.key(),
                        store.holds(),
                        store.kept(),
                        store.erasure().text())));
        return out.toString();
    }
}
