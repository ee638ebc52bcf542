package dev.rapport.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** R3: libraries that only some packages may know. */
final class LibraryRules {
    private LibraryRules() {}

    static List<ArchRule> of(String root) {
        return List.of(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..model.djl..", root + ".tuning..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("ai.djl..")
                        .as("R3 DJL only in model.djl and tuning"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "..capture.http..",
                                "..catalog.http..",
                                "..api..",
                                "..dashboard..",
                                // A baseline of capture is a handler without capture.
                                root + ".benchmarks.app",
                                root + ".runtime.http..",
                                root + ".registry.http..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                        .as(
                                "R3 the HTTP library only in capture.http, catalog.http, api, dashboard, runtime.http and registry.http"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".runtime.yaml")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.snakeyaml..")
                        .as("R3 the YAML library only in runtime.yaml"),
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".embedded..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "kafka..",
                                "org.apache.kafka.server..",
                                "org.apache.kafka.metadata..",
                                "org.apache.kafka.raft..",
                                "org.apache.kafka.controller..",
                                "org.apache.kafka.storage..")
                        .as("R3 broker classes only in embedded-kafka"));
    }
}
