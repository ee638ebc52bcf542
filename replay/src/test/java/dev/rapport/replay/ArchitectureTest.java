package dev.rapport.replay;

import dev.rapport.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("dev.rapport.replay");
    }
}
