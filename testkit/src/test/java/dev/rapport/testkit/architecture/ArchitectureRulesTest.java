package dev.rapport.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule catches the violation that was planted for it, and nothing else does. */
final class ArchitectureRulesTest {
    private static final String PLANTED = "dev.rapport.planted.";

    static Stream<Arguments> plantedInProduction() {
        return Stream.of(
                Arguments.of("crossing", "R1 modules use only the modules below them, services never each other"),
                Arguments.of("library", "R2 runtime.value uses only java"),
                Arguments.of("connected", "R2 runtime.value knows no network"),
                Arguments.of(
                        "impure", "R2 cores use only java, runtime.value, generated records, distributions and hashes"),
                Arguments.of("threaded", "R2 cores have no thread, file or connection"),
                Arguments.of("engine", "R3 DJL only in model.djl and tuning"),
                Arguments.of(
                        "web",
                        "R3 the HTTP library only in capture.http, catalog.http, api, dashboard, runtime.http and registry.http"),
                Arguments.of("yamled", "R3 the YAML library only in runtime.yaml"),
                Arguments.of("broker", "R3 broker classes only in embedded-kafka"),
                Arguments.of("wired", "R4 no class depends on app"),
                Arguments.of("cycle", "R4 packages are free of cycles"),
                Arguments.of("sleeping", "R5 no Thread.sleep"),
                Arguments.of("printing", "R5 no System.out outside app and the command line"),
                Arguments.of("exiting", "R5 no System.exit outside app and the command line"),
                Arguments.of("timed", "R5 no clock and no dice in cores and topologies"),
                Arguments.of("rolling", "R5 no clock and no dice in cores and topologies"),
                Arguments.of("named", "R6 no types named Util, Helper, Manager, Impl or Base"),
                Arguments.of("placed", "R6 no packages named util, common or misc"),
                Arguments.of("configured", "R7 configs are records"),
                Arguments.of("open", "R7 topologies are final"),
                Arguments.of("stateful", "R7 topologies only wire: their fields are final"),
                Arguments.of("metered", "R9 meters are registered by their declarations only"),
                Arguments.of("undeclared", "R9 meters are declared in constants"),
                Arguments.of("worded", "R10 types are named with the field's terms"),
                Arguments.of("bounded", "R10 bounds are named MAX and MIN"),
                Arguments.of("told", "R10 methods are named with the field's terms"),
                Arguments.of("remembered", "R10 a history records, resolves and evicts"));
    }

    static Stream<Arguments> plantedInTests() {
        return Stream.of(
                Arguments.of("testsleep", "R5 no Thread.sleep"),
                Arguments.of("testmock", "R7 test doubles are named Fake or Testing"));
    }

    @ParameterizedTest
    @MethodSource("plantedInProduction")
    void catchesExactlyThePlantedViolation(String fixture, String rule) {
        // Given
        var root = PLANTED + fixture;
        // When
        var violated = violatedBy(root, ArchitectureRules.productionRules(root));
        // Then
        assertThat(violated).containsExactly(rule);
    }

    @ParameterizedTest
    @MethodSource("plantedInTests")
    void catchesExactlyThePlantedViolationInTests(String fixture, String rule) {
        assertThat(violatedBy(PLANTED + fixture, ArchitectureRules.testRules())).containsExactly(rule);
    }

    @Test
    void leavesCleanCodeAlone() {
        // Given
        var root = PLANTED + "clean";
        // When, Then
        assertThat(violatedBy(root, ArchitectureRules.productionRules(root))).isEmpty();
        assertThat(violatedBy(root, ArchitectureRules.testRules())).isEmpty();
    }

    @Test
    void hasAPlantedViolationForEveryRule() {
        // Given
        var planted = plantedInProduction().map(arguments -> arguments.get()[1]).distinct();
        // When
        var rules = ArchitectureRules.productionRules("dev.rapport").stream().map(ArchRule::getDescription);
        // Then
        assertThat(planted).containsExactlyInAnyOrderElementsOf(rules.toList());
    }

    @Test
    void catchesAPackageThatIsNotListed() {
        // Given
        var root = PLANTED + "unlisted";
        // When
        var violated = violatedBy(root, List.of(PackageRules.listed(root)));
        // Then
        assertThat(violated).containsExactly("R2 every package is listed in Packages, as a core or as an adapter");
        assertThat(violatedBy(PLANTED + "remembered", List.of(PackageRules.listed(PLANTED + "remembered"))))
                .isEmpty();
    }

    @Test
    void catchesAListedPackageThatIsGone() {
        // Given
        var root = PLANTED + "remembered";
        var classes = new ClassFileImporter().importPackages(root);
        // When
        var gone = PackageRules.gone(root, root + ".scoring", classes);
        // Then
        assertThat(gone)
                .contains("R2 every listed package exists: " + root + ".scoring.metric")
                .doesNotContain("R2 every listed package exists: " + root + ".scoring.history");
    }

    @Test
    void refusesAPackageWithoutClasses() {
        assertThatThrownBy(() -> ArchitectureRules.check("dev.rapport.nowhere"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("production classes in dev.rapport.nowhere");
    }

    /** The modules below the testkit cannot depend on it, so they are checked from here. */
    @ParameterizedTest
    @MethodSource("modulesBelow")
    void keepsTheRulesInTheModulesBelow(String modulePackage) {
        ArchitectureRules.check(modulePackage);
    }

    static List<String> modulesBelow() {
        return List.of(
                "dev.rapport.schemas",
                "dev.rapport.runtime",
                "dev.rapport.embedded",
                "dev.rapport.registry",
                "dev.rapport.testkit");
    }

    private static List<String> violatedBy(String root, List<ArchRule> rules) {
        var classes = new ClassFileImporter().importPackages(root);
        assertThat(classes).as("planted classes in %s", root).isNotEmpty();
        return rules.stream()
                .filter(rule -> rule.allowEmptyShould(true).evaluate(classes).hasViolation())
                .map(ArchRule::getDescription)
                .toList();
    }
}
