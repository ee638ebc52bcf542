package dev.rapport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.replay.SourceFiles.Format;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.mapping.definition.MappingReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people have who never heard of JSON Lines, and what spreadsheets leave behind: it works, or one line says why not. */
final class WildFilesTest {
    private static final String MAPPING = """
            dataset: guests
            user: {column: guest}
            events: [{event: Guest Seen, properties: {city: {column: city}}}]
            """;
    private static final String EVENT = "{\"type\":\"track\",\"event\":\"Seen\",\"userId\":\"%s\"}";

    private final TestingTime time = new TestingTime();
    private final FakeCapture capture = new FakeCapture(time);
    private final FakeListener listener = new FakeListener();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        capture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s,%s]",
                "[\n  %s,\n  %s\n]\n",
                "\uFEFF\n [%s\n,%s]",
                "[%s]\n[%s]",
            })
    void sendsTheEventsOfAJsonArray(String form) throws Exception {
        // Given
        var file = file("events.json", form.formatted(EVENT.formatted("ada"), EVENT.formatted("bob")));
        // When
        var report = replay(Format.AUTO, file);
        // Then
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(users()).containsExactly("ada", "bob");
    }

    @Test
    void sendsDocumentsThatArePrinted() throws Exception {
        // Given
        var file = file("events.json", """
                {
                  "type": "track", "event": "Seen",
                  "userId": "ada",
                  "properties": { "tags": [ { "a": [] } ] }
                }
                {
                  "type": "track", "event": "Seen", "userId": "bob"
                }
                """);
        // When
        var report = replay(Format.SEGMENT, file);
        // Then
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(users()).containsExactly("ada", "bob");
        assertThat(capture.events().get(0).at("/properties/tags/0/a").isArray()).isTrue();
    }

    @Test
    void tellsTwoEqualEventsOfAnArrayApartAndAlwaysInTheSameWay() throws Exception {
        // Given
        var file = file("events.json", "[" + EVENT.formatted("ada") + "," + EVENT.formatted("ada") + "]");
        // When
        replay(Format.AUTO, file);
        replay(Format.AUTO, file);
        // Then
        var ids = capture.events().stream()
                .map(event -> event.path("messageId").asText())
                .toList();
        assertThat(ids.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(ids.subList(2, 4));
    }

    @Test
    void mapsTheObjectsOfAJsonArrayAndNamesTheLineOfOneThatIsNone() throws Exception {
        // Given
        var file = file("guests.json", "[\n{\"guest\":\"ada\",\n \"city\":\"Köln\"},\n[7],\n{\"guest\":\"bob\"}]");
        // When
        var report = replay(Format.JSON, file);
        // Then
        assertThat(report.sent()).isEqualTo(3);
        assertThat(capture.events().get(0).at("/properties/city").asText()).isEqualTo("Köln");
        assertThat(listener.problems()).containsExactly("guests.json line 4: not a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"type\":\"track\"},\\n{\"type\":}]      | 2",
                "[{\"type\":\"track\"}                      | 1",
                "[{\"type\":\"track\"}]\\n]                 | 2",
            })
    void refusesAnArrayThatIsBrokenBeforeAnythingIsSent(String text, int line) throws IOException {
        // Given
        var file = file("events.json", text.replace("\\n", "\n"));
        // When
        assertThatThrownBy(() -> replay(Format.AUTO, file))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .message()
                .startsWith(file + " line " + line + ", column ")
                .endsWith(": not valid JSON; an array must be whole, and in JSON Lines every line is one object")
                .hasLineCount(1);
        assertThat(capture.batches()).isEmpty();
    }

    /** Of JSON Lines a broken first line spoils no other. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"track\",", "{\"type\":\"tra", "{", "no JSON"})
    void rejectsABrokenFirstLineAndSendsTheRest(String broken) throws Exception {
        // Given
        var file = file("events.jsonl", broken + "\n" + EVENT.formatted("ada") + "\n");
        // When
        var report = replay(Format.AUTO, file);
        // Then
        assertThat(report.sent()).isEqualTo(2);
        assertThat(users()).contains("ada");
        assertThat(listener.problems()).containsExactly("events.jsonl line 1: not valid JSON");
    }

    @ParameterizedTest
    @CsvSource({"events.jsonl, ''", "events.json, '[]'", "events.json, ' '", "guests.csv, 'guest,city'"})
    void saysThatAFileHasNothingInIt(String name, String text) throws Exception {
        // Given
        var file = file(name, text);
        // When
        var report = replay(name.endsWith("csv") ? Format.CSV : Format.AUTO, file);
        // Then
        assertThat(report.sent()).isZero();
        assertThat(listener.notes()).containsExactly(file + ": there is nothing to send in it");
    }

    @Test
    void refusesAnEmptyCsvFile() throws IOException {
        // Given
        var file = file("guests.csv", "");
        // When
        assertThatThrownBy(() -> replay(Format.CSV, file))
                // Then
                .hasMessage(file + ": the file is empty, expected a header with the names of the columns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada,Bonn,\"late\nbob,Köln,x\n", "ada,\"Bonn,late\nbob,Köln,x\n"})
    void rejectsARowWhoseQuoteIsNeverClosed(String rows) throws Exception {
        // Given
        var file = file("guests.csv", "guest,city,note\nzoe,Ulm,y\n" + rows);
        // When
        var report = replay(Format.CSV, file);
        // Then
        assertThat(report.sent()).isEqualTo(2);
        assertThat(listener.problems())
                .containsExactly(
                        "guests.csv row 2: a quote in it is not closed, so that it takes in the rest of the file");
    }

    @Test
    void takesAQuoteThatIsASign() throws Exception {
        // Given
        var file = file("guests.csv", "guest,city,note\nzoe,Ulm,a 5\" pipe\n");
        // When
        var report = replay(Format.CSV, file);
        // Then
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(listener.problems()).isEmpty();
    }

    @Test
    void rejectsRaggedRowsAndSendsTheOthers() throws Exception {
        // Given
        var file = file("guests.csv", "guest,city,note\nzoe,Ulm\nada,Bonn,x,y\nbob,Köln,\n");
        // When
        var report = replay(Format.CSV, file);
        // Then
        assertThat(report.sent()).isEqualTo(3);
        assertThat(listener.problems())
                .containsExactly(
                        "guests.csv row 1: 2 values, but the header has 3 columns",
                        "guests.csv row 2: 4 values, but the header has 3 columns");
    }

    @Test
    void tellsTheLineThatIsForSpreadsheets() throws IOException {
        // Given
        var file = file("guests.csv", "sep=,\nguest,city,note\nzoe,Ulm,y\n");
        // When
        assertThatThrownBy(() -> replay(Format.CSV, file))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .message()
                .contains("guests.csv has no column 'guest'")
                .endsWith("; its first line is for spreadsheets: remove it")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"guests.csv, CSV", "guests.xlsx, CSV", "events.jsonl, AUTO", "events.zip, AUTO"})
    void tellsAnArchiveOrAWorkbook(String name, Format format) throws IOException {
        // Given
        var file = Files.write(folder.resolve(name), "PK\3\4\24\0\6\0\b\0\0\0!\0".getBytes(ISO_8859_1));
        // When
        assertThatThrownBy(() -> replay(format, file))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(file + " cannot be read: it is a ZIP archive or a workbook of a spreadsheet:"
                        + " unpack it, or save it as CSV");
    }

    @Test
    void refusesAPackedFileThatIsCutOffBeforeAnythingIsSent() throws IOException {
        // Given
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write((EVENT.formatted("ada") + "\n").repeat(2_000).getBytes(UTF_8));
        }
        var half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        var file = Files.write(folder.resolve("events.jsonl.gz"), half);
        // When
        assertThatThrownBy(() -> replay(Format.AUTO, file))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .message()
                .startsWith(file + " cannot be read: ")
                .hasLineCount(1);
        assertThat(capture.batches()).isEmpty();
    }

    private List<String> users() {
        return capture.events().stream()
                .map(event -> event.path("userId").asText())
                .filter(user -> !user.isEmpty())
                .toList();
    }

    private ReplayReport replay(Format format, Path file) throws InterruptedException {
        var needsMapping = format == Format.CSV || format == Format.JSON;
        var mapping = needsMapping ? Optional.of(MappingReader.read("m.yaml", MAPPING)) : Optional.<Mapping>empty();
        var config = new ReplayConfig(capture.uri(), "key", 0, Duration.ofSeconds(1));
        return new Replay(config, listener, time, ReplayFiles.NONE)
                .run(List.of(file), new SourceFiles(mapping, format), mapping);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
