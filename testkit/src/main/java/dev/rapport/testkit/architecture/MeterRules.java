package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.lang.ArchRule;
import dev.rapport.runtime.metrics.DeclaredMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Set;

/** R9: meters are declared in constants, where the reference of metrics finds them, and registered by these only. */
final class MeterRules {
    private static final String MICROMETER = "io.micrometer.core.instrument";
    private static final Set<String> REGISTERING =
            Set.of("counter", "timer", "summary", "gauge", "gaugeCollectionSize", "gaugeMapSize", "more");

    private MeterRules() {}

    static List<ArchRule> of(String root) {
        var declarations = resideInAPackage(root + ".runtime.metrics");
        return List.of(
                noClasses()
                        .that(DescribedPredicate.not(declarations))
                        .should()
                        .accessTargetWhere(registersAMeter())
                        .as("R9 meters are registered by their declarations only"),
                noClasses()
                        .that(DescribedPredicate.not(declarations))
                        .should()
                        .accessTargetWhere(declaresOutsideOfAConstant())
                        .as("R9 meters are declared in constants"));
    }

    private static DescribedPredicate<JavaAccess<?>> registersAMeter() {
        return DescribedPredicate.describe("registers a meter", access -> {
            var owner = access.getTargetOwner();
            var name = access.getTarget().getName();
            var inRegistry = owner.isAssignableTo(MeterRegistry.class) || owner.isEquivalentTo(Metrics.class);
            return (inRegistry && REGISTERING.contains(name))
                    || (owner.getPackageName().equals(MICROMETER) && name.equals("builder"));
        });
    }

    private static DescribedPredicate<JavaAccess<?>> declaresOutsideOfAConstant() {
        return DescribedPredicate.describe("declares a meter outside of a constant", access -> {
            var name = access.getTarget().getName();
            return access.getTargetOwner().isAssignableTo(DeclaredMeter.class)
                    && (name.startsWith("of") || name.equals(JavaConstructor.CONSTRUCTOR_NAME))
                    && !access.getOrigin().getName().equals(JavaStaticInitializer.STATIC_INITIALIZER_NAME);
        });
    }
}
