package dev.rapport.quickstart.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Files that fit in a head. The table of lines and files of every module is in {@code target/sizes.md}. */
class SizesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TABLE = Path.of("target", "sizes.md");
    private static final int MAX_LINES = 400;
    private static final int MAX_MEDIAN = 80;
    /** What a user needs to tune on their own replies; what makes the bundled model is in a module of its own. */
    private static final int MAX_TUNING = 4_500;

    private record Module(String name, List<Integer> sorted) {
        int lines() {
            return sorted.stream().mapToInt(Integer::intValue).sum();
        }

        int median() {
            return sorted.get((sorted.size() - 1) / 2);
        }

        int longest() {
            return sorted.get(sorted.size() - 1);
        }

        String row() {
            return String.format(
                    Locale.ROOT, "| %s | %d | %,d | %d | %d |%n", name, sorted.size(), lines(), median(), longest());
        }
    }

    @Test
    void keepsFilesShort() throws IOException {
        // When
        var modules = modules();
        // Then
        var table = new StringBuilder("| module | files | lines | median | longest |\n|---|---|---|---|---|\n");
        modules.forEach(module -> table.append(module.row()));
        Files.writeString(TABLE, table);
        assertThat(modules).hasSizeGreaterThan(10).allSatisfy(module -> {
            assertThat(module.longest()).as(module.name()).isLessThanOrEqualTo(MAX_LINES);
            assertThat(module.median()).as(module.name()).isLessThanOrEqualTo(MAX_MEDIAN);
        });
        assertThat(modules)
                .filteredOn(module -> module.name().equals("tuning"))
                .singleElement()
                .satisfies(tuning -> {
                    assertThat(tuning.lines()).isLessThanOrEqualTo(MAX_TUNING);
                });
    }

    private static List<Module> modules() throws IOException {
        var modules = new ArrayList<Module>();
        try (var folders = Files.list(PROJECT)) {
            for (var folder : folders.sorted().toList()) {
                var main = folder.resolve(Path.of("src", "main", "java"));
                if (Files.isDirectory(main)) {
                    modules.add(new Module(folder.getFileName().toString(), lines(main)));
                }
            }
        }
        return modules;
    }

    private static List<Integer> lines(Path main) throws IOException {
        var lines = new ArrayList<Integer>();
        try (var files = Files.walk(main)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                lines.add(Files.readAllLines(file).size());
            }
        }
        return lines.stream().sorted().toList();
    }
}
