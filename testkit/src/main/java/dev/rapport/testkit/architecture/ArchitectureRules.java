package dev.rapport.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of style that need more than one file to check. Every module calls {@link #check} from an ordinary test:
 *
 * <pre>{@code
 * @Test void keepsTheArchitectureRules() {
 *     ArchitectureRules.check("dev.rapport.scoring");
 * }
 * }</pre>
 */
public final class ArchitectureRules {
    private static final String ROOT = "dev.rapport";

    private ArchitectureRules() {}

    /**
     * Checks the production and the test classes of a module.
     *
     * @param modulePackage root package of the module, for example {@code dev.rapport.scoring}
     * @throws AssertionError with every violation of every rule
     */
    public static void check(String modulePackage) {
        var production = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(modulePackage);
        assertThat(production.stream().map(JavaClass::getName))
                .as("production classes in %s", modulePackage)
                .isNotEmpty();
        var tests = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages(modulePackage);
        var violations = new ArrayList<String>();
        collect(production, productionRules(ROOT), violations);
        collect(production, List.of(PackageRules.listed(ROOT)), violations);
        violations.addAll(PackageRules.gone(ROOT, modulePackage, production));
        collect(tests, testRules(), violations);
        assertThat(violations)
                .as("violations of the architecture rules in %s", modulePackage)
                .isEmpty();
    }

    /** Rules R1 to R10 for production classes, but for the list of packages; {@code root} is the package that the modules' packages are in. */
    static List<ArchRule> productionRules(String root) {
        return Stream.of(
                        ModuleRules.of(root),
                        LibraryRules.of(root),
                        CoreRules.of(root),
                        ConductRules.of(root),
                        NamingRules.of(root),
                        TermRules.of(root),
                        MeterRules.of(root))
                .flatMap(List::stream)
                .toList();
    }

    /** Rules for test classes. */
    static List<ArchRule> testRules() {
        return TestRules.all();
    }

    private static void collect(JavaClasses classes, List<ArchRule> rules, List<String> violations) {
        for (var rule : rules) {
            rule.allowEmptyShould(true)
                    .evaluate(classes)
                    .getFailureReport()
                    .getDetails()
                    .forEach(detail -> violations.add(rule.getDescription() + ": " + detail));
        }
    }
}
