package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** R1 and R4: which module and which package may know which. */
final class ModuleRules {
    /** What a module may use besides itself; a module that is not here may use all of these. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            entry("schemas", Set.of()),
            entry("embedded", Set.of()),
            entry("runtime", Set.of("schemas")),
            entry("registry", Set.of("schemas", "runtime")),
            entry("ingestion", Set.of("schemas", "runtime")),
            entry("enrichment", Set.of("schemas", "runtime")),
            entry("replay", Set.of("schemas", "runtime")),
            entry("inference", Set.of("schemas", "runtime")),
            entry("scoring", Set.of("schemas", "runtime")),
            entry("tuning", Set.of("schemas", "runtime", "registry", "inference")),
            entry("factory", Set.of("schemas", "runtime", "inference", "tuning")));
    /** Nobody uses these; they use the others. */
    private static final List<String> TOPS = List.of("quickstart", "benchmarks", "testkit");

    private ModuleRules() {}

    static List<ArchRule> of(String root) {
        var rules = new ArrayList<ArchRule>();
        rules.add(CompositeArchRule.of(ALLOWED.keySet().stream()
                        .sorted()
                        .map(module -> usesOnlyAllowed(root, module))
                        .toList())
                .as("R1 modules use only the modules below them, services never each other"));
        rules.add(nobodyDependsOnApp(root));
        rules.add(slices().matching(root + ".(**)").should().beFreeOfCycles().as("R4 packages are free of cycles"));
        return rules;
    }

    private static ArchRule usesOnlyAllowed(String root, String module) {
        var allowed = ALLOWED.getOrDefault(module, Set.of());
        var forbidden = new ArrayList<>(TOPS);
        ALLOWED.keySet().stream()
                .filter(other -> !other.equals(module) && !allowed.contains(other))
                .forEach(forbidden::add);
        var packages =
                forbidden.stream().map(other -> root + "." + other + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as("R1 " + module + " uses only " + (allowed.isEmpty() ? "itself" : String.join(", ", allowed)));
    }

    /** Except for other {@code app} packages: the quickstart's wires what the services' offer. */
    private static ArchRule nobodyDependsOnApp(String root) {
        DescribedPredicate<JavaClass> app = resideInAPackage(root + "..app..");
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(root + "..app..")))
                .should()
                .dependOnClassesThat(app)
                .as("R4 no class depends on app");
    }
}
