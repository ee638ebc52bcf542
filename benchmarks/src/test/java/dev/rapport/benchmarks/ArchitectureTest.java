package dev.rapport.benchmarks;

import dev.rapport.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheRulesOfTheHouse() {
        ArchitectureRules.check("dev.rapport.benchmarks");
    }
}
