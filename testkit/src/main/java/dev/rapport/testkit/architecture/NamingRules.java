package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** R6 and R7: names that say something, and keep what they say. Generated records are exempt. */
final class NamingRules {
    private static final String EMPTY_NAMES = ".*(Utils?|Helper|Manager|Impl|Base)";

    private NamingRules() {}

    static List<ArchRule> of(String root) {
        var generated = JavaClass.Predicates.resideInAPackage(root + ".schemas");
        var ours = DescribedPredicate.not(generated);
        return List.of(
                noClasses()
                        .that(ours)
                        .should()
                        .haveNameMatching(EMPTY_NAMES)
                        .as("R6 no types named Util, Helper, Manager, Impl or Base"),
                noClasses()
                        .should()
                        .resideInAnyPackage(root + "..util..", root + "..common..", root + "..misc..")
                        .as("R6 no packages named util, common or misc"),
                classes()
                        .that(ours)
                        .and()
                        .haveSimpleNameEndingWith("Config")
                        .should()
                        .beRecords()
                        .as("R7 configs are records"),
                classes()
                        .that(ours)
                        .and()
                        .haveSimpleNameEndingWith("Topology")
                        .should()
                        .haveModifier(FINAL)
                        .as("R7 topologies are final"),
                fields().that()
                        .areDeclaredInClassesThat()
                        .haveSimpleNameEndingWith("Topology")
                        .should()
                        .beFinal()
                        .as("R7 topologies only wire: their fields are final"));
    }
}
