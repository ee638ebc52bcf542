package dev.rapport.quickstart.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever calls a command wrongly reads one line that says what is wrong; nothing is started, written or sent. */
final class WrongUsageTest {
    private static final Set<String> FILES = Set.of(
            "folder",
            "events.jsonl",
            "guests.csv",
            "guests.yaml",
            "notes",
            "empty",
            "latin1",
            "pairs.jsonl",
            "none",
            "none.jsonl",
            "none.yaml",
            "none.csv",
            "none/l.json",
            "none/p.jsonl",
            "./none",
            "o");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("empty"));
        write("events.jsonl", "{\"type\":\"track\",\"event\":\"Viewed\",\"userId\":\"ada\"}\n");
        write("guests.csv", "guest;city\nzoe;Bonn\n");
        write("guests.yaml", "dataset: guests\nuser: {column: guest}\nevents: [{event: Guest Seen}]\n");
        write("notes", "some notes\n");
        write("pairs.jsonl", "{\"prompt\": \"count:\", \"reply\": \" one two\"}\n".repeat(30));
        Files.write(folder.resolve("latin1"), "caf\u00e9\n".getBytes(ISO_8859_1));
    }

    static Stream<String> calls() throws IOException {
        try (var text = WrongUsageTest.class.getResourceAsStream("/command-line/wrong-usage.txt")) {
            assertThat(text).isNotNull();
            return new String(text.readAllBytes(), UTF_8).lines().filter(line -> !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isToldInOneLine(String call) {
        // Given
        var out = new StringWriter();
        var err = new StringWriter();
        var parts = call.split(" -> ", 2);
        var words = parts[0].split(" ");
        // When
        var exit = RapportMain.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(Arrays.stream(words).map(WrongUsageTest::argument).toArray(String[]::new));
        // Then
        assertThat(exit).as(err.toString()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().replace(folder + "/", "").lines())
                .singleElement()
                .asString()
                .startsWith("rapport " + words[0] + ": ")
                .contains(parts[1])
                .doesNotContain("Exception", "java.");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    private static String argument(String word) {
        return word.equals("''") ? "" : FILES.contains(word) ? folder + "/" + word : word;
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
