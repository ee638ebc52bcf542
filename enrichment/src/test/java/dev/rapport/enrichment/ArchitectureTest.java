package dev.rapport.enrichment;

import dev.rapport.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("dev.rapport.enrichment");
    }
}
