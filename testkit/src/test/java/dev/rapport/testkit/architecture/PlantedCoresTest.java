package dev.rapport.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** In every core that is listed, whatever a core must not know is planted and found. */
final class PlantedCoresTest {
    private static final String ROOT = "dev.rapport.planted.generated";
    private static final List<String> CORES = Packages.CORES;

    private static List<String> details = List.of();

    private enum Violation {
        KAFKA("org.apache.kafka.common.Uuid found;"),
        JSON("com.fasterxml.jackson.databind.JsonNode found;"),
        DJL("ai.djl.Device found;"),
        YAML("org.snakeyaml.engine.v2.nodes.Node found;"),
        HTTP("io.javalin.http.Context found;"),
        LOG("org.slf4j.Logger found;"),
        FILE("java.nio.file.Path found;"),
        THREAD("Thread found = new Thread();"),
        LOCK("java.util.concurrent.locks.ReentrantLock found;"),
        CLOCK("java.time.Instant found = java.time.Instant.now();"),
        DICE("double found = Math.random();");

        private final String line;

        Violation(String line) {
            this.line = line;
        }

        String source(String core) {
            return "package " + ROOT + "." + core + "; final class " + name() + " { " + line + " }";
        }
    }

    @BeforeAll
    static void plant(@TempDir Path dir) throws IOException {
        var arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-d", dir.toString(), "-cp", System.getProperty("java.class.path")));
        for (var core : CORES) {
            var folder = Files.createDirectories(dir.resolve("source").resolve(core));
            for (var violation : Violation.values()) {
                arguments.add(Files.writeString(folder.resolve(violation + ".java"), violation.source(core))
                        .toString());
            }
        }
        var compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(compiled).isZero();
        var planted = new ClassFileImporter().importPath(dir);
        details = ArchitectureRules.productionRules(ROOT).stream()
                .filter(rule -> rule.getDescription().startsWith("R2")
                        || rule.getDescription().startsWith("R5"))
                .flatMap(rule -> rule.allowEmptyShould(true).evaluate(planted).getFailureReport().getDetails().stream())
                .toList();
    }

    @ParameterizedTest
    @FieldSource("CORES")
    void findsWhatACoreMustNotKnow(String core) {
        // Given
        var prefix = ROOT + "." + core + ".";
        // When
        var found = details.stream().filter(detail -> detail.contains(prefix)).toList();
        // Then
        for (var violation : Violation.values()) {
            assertThat(found).anyMatch(detail -> detail.contains(prefix + violation + "."));
        }
    }
}
