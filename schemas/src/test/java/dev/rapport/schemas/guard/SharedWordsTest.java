package dev.rapport.schemas.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.event.StandardEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of standard events are written once: services that spell one differently do not meet. */
final class SharedWordsTest {
    private static final Path MODULES = Path.of("..");
    private static final Path HOME = Path.of("src/main/java/dev/rapport/schemas/event/StandardEvents.java");

    @Test
    void writesNamesOfStandardEventsInOnePlaceOnly() throws IOException {
        // Given
        var sources = sources();
        assertThat(sources).hasSizeGreaterThan(100);
        // When
        var copies = new ArrayList<String>();
        for (var source : sources) {
            var text = Files.readString(source);
            StandardEvents.ALL.stream()
                    .filter(name -> text.contains('"' + name + '"'))
                    .forEach(name -> copies.add(MODULES.relativize(source) + ": " + name));
        }
        // Then
        assertThat(copies).isEmpty();
    }

    @Test
    void listsEveryName() {
        // Given: a constant for each name, and the list itself
        var constants = StandardEvents.class.getFields().length - 1;
        // When, Then
        assertThat(StandardEvents.ALL).doesNotHaveDuplicates().hasSize(constants);
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        try (var modules = Files.list(MODULES)) {
            for (var root : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith(HOME))
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
