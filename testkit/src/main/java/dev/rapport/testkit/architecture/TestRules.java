package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** R5 and R7 for test classes: no waiting, and doubles that are named as such. */
final class TestRules {
    private TestRules() {}

    static List<ArchRule> all() {
        return List.of(
                ConductRules.noSleep(),
                noClasses()
                        .should()
                        .haveNameMatching(".*[.$](Mock|Stub|Dummy|Spy)[A-Z][^.$]*|.*(Mock|Stub|Dummy|Spy)")
                        .as("R7 test doubles are named Fake or Testing"));
    }
}
