package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** R5: no hidden waits, output, exits, clocks or dice. */
final class ConductRules {
    private ConductRules() {}

    static List<ArchRule> of(String root) {
        var commandLine = new String[] {root + "..app..", root + "..command.."};
        return List.of(
                noSleep(),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(commandLine)
                        .should()
                        .accessField(System.class, "out")
                        .orShould()
                        .accessField(System.class, "err")
                        .as("R5 no System.out outside app and the command line"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(commandLine)
                        // Ends a process that does not stop by itself, of a service or of the command alike.
                        .and()
                        .doNotHaveSimpleName("StopSignal")
                        .should()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "halt", int.class)
                        .as("R5 no System.exit outside app and the command line"),
                noClasses()
                        .that(DescribedPredicate.or(
                                resideInAnyPackage(Packages.cores(root)),
                                resideInAnyPackage(root + "..topology.."),
                                simpleNameEndingWith("Topology"),
                                simpleNameEndingWith("Processor")))
                        .should()
                        .accessTargetWhere(readsClockOrDice())
                        .as("R5 no clock and no dice in cores and topologies"));
    }

    static ArchRule noSleep() {
        return noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .as("R5 no Thread.sleep");
    }

    private static DescribedPredicate<JavaAccess<?>> readsClockOrDice() {
        return DescribedPredicate.describe("reads the clock or rolls dice", access -> {
            var owner = access.getTargetOwner();
            var name = access.getTarget().getName();
            return readsClock(owner, name) || rollsDice(owner, name) || makesUnseededRandom(access);
        });
    }

    private static boolean readsClock(JavaClass owner, String name) {
        return (owner.isAssignableTo(TemporalAccessor.class) && name.equals("now"))
                || (owner.isEquivalentTo(System.class)
                        && Set.of("currentTimeMillis", "nanoTime").contains(name))
                || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"));
    }

    private static boolean rollsDice(JavaClass owner, String name) {
        return (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
                || owner.isEquivalentTo(ThreadLocalRandom.class);
    }

    private static boolean makesUnseededRandom(JavaAccess<?> access) {
        return access instanceof JavaConstructorCall call
                && call.getTargetOwner().isAssignableTo(Random.class)
                && call.getTarget().getRawParameterTypes().isEmpty();
    }
}
