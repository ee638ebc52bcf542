package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Collectors;

/** R2: the list of packages is complete, and nothing in it is gone. */
final class PackageRules {
    private PackageRules() {}

    static ArchRule listed(String root) {
        return noClasses()
                .should()
                .resideOutsideOfPackages(Packages.all(root).toArray(String[]::new))
                .as("R2 every package is listed in Packages, as a core or as an adapter");
    }

    /** Listed packages of a module that have no class. */
    static List<String> gone(String root, String modulePackage, JavaClasses classes) {
        var there = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        return Packages.all(root)
                .filter(name -> name.equals(modulePackage) || name.startsWith(modulePackage + "."))
                .filter(name -> !there.contains(name))
                .filter(name -> Packages.COMING.stream().noneMatch(coming -> name.equals(root + "." + coming)))
                .map(name -> "R2 every listed package exists: " + name)
                .toList();
    }
}
