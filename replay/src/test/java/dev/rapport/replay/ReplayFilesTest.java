package dev.rapport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.replay.mapping.UnusableFileException;
import dev.rapport.replay.mapping.definition.MappingReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as spreadsheets and shops of all countries write them. */
final class ReplayFilesTest {
    private static final String GUESTS = "guest;city;paid\nzoe;Köln;1.299,50\nyan;Łódź;12,5\n";

    private final TestingTime time = new TestingTime();
    private final FakeCapture capture = new FakeCapture(time);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        capture.close();
    }

    @Test
    void readsSemicolonsAndDecimalCommas() throws Exception {
        // When
        var report = replay(file("guests.csv", GUESTS, UTF_8), "{delimiter: ';', decimal: ',', thousands: '.'}");
        // Then
        assertThat(report.sent()).isEqualTo(2);
        assertThat(capture.events().get(0).at("/properties/paid").decimalValue())
                .isEqualByComparingTo("1299.5");
        assertThat(capture.events().get(1).at("/properties/paid").decimalValue())
                .isEqualByComparingTo("12.5");
        assertThat(cities()).containsExactly("Köln", "Łódź");
    }

    @Test
    void countsARowWithoutTimeAsOfItsReceipt() throws Exception {
        // When
        replay(file("guests.csv", GUESTS, UTF_8), "{delimiter: ';', decimal: ',', thousands: '.'}");
        // Then
        assertThat(capture.events()).hasSize(2).noneMatch(event -> event.has("timestamp"));
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, ISO-8859-1",
        "windows-1252, windows-1252",
        "latin1, ISO-8859-1",
        "UTF-16, UTF-16",
        "Shift_JIS, Shift_JIS"
    })
    void readsTheEncodingOfTheMapping(String named, String written) throws Exception {
        // Given
        var city = written.equals("Shift_JIS") ? "東京" : "Nîmes";
        var file = file("guests.csv", "guest,city,paid\nzoe," + city + ",1\n", Charset.forName(written));
        // When
        replay(file, "{encoding: " + named + "}");
        // Then
        assertThat(cities()).containsExactly(city);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsTheEncodingOfAByteOrderMarkWhateverTheMappingSays(String encoding) throws Exception {
        // Given
        var file = file("guests.csv", "\uFEFFguest,city,paid\nzoe,Köln,1\n", Charset.forName(encoding));
        // When
        replay(file, "{encoding: windows-1252}");
        // Then
        assertThat(cities()).containsExactly("Köln");
    }

    @Test
    void readsTabsAndOtherQuotes() throws Exception {
        // Given
        var file = file("guests.csv", "guest\tcity\tpaid\nzoe\t'Saint\tMalo''s'\t1\n", UTF_8);
        // When
        replay(file, "{delimiter: tab, quote: \"'\"}");
        // Then
        assertThat(cities()).containsExactly("Saint\tMalo's");
    }

    @Test
    void readsJsonLinesInUtf16() throws Exception {
        // Given
        var file = file("events.jsonl", "\uFEFF{\"type\":\"track\",\"event\":\"Köln\",\"userId\":\"u\"}\r\n", UTF_16LE);
        // When
        run(file, Optional.empty());
        // Then
        assertThat(capture.events())
                .singleElement()
                .extracting(event -> event.path("event").asText())
                .isEqualTo("Köln");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guest,city,paid\\nyan,Bonn,1\\nzoe,Köln,2\\n             | guests.csv row 2, column city: byte 0xF6 is not UTF-8; name the encoding of the file in the mapping, such as csv: {encoding: windows-1252}",
                "guest,city,paid\\n\\n\"a\\nb\",c,d\\nzoé,x,2\\n           | guests.csv row 2, column guest: byte 0xE9 is not UTF-8; name the encoding",
                "guest,city,paid\\nzoe,\"Köln\\nSüd\",2\\n                 | guests.csv row 1, column city: byte 0xF6 is not UTF-8; name the encoding",
                "guest,cité,paid\\nzoe,x,2\\n                             | guests.csv header, column 2: byte 0xE9 is not UTF-8; name the encoding",
                "guest,city,paid\\nzoe,x,2,é\\n                           | guests.csv row 1, column 4: byte 0xE9 is not UTF-8; name the encoding",
            })
    void tellsRowAndColumnOfAByteThatIsNotText(String text, String message) throws IOException {
        // Given
        var file = file("guests.csv", text.replace("\\n", "\n"), ISO_8859_1);
        // When
        assertThatThrownBy(() -> replay(file, "{delimiter: ','}"))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .message()
                .startsWith(folder + "/" + message)
                .hasLineCount(1);
        assertThat(capture.batches()).isEmpty();
    }

    @Test
    void findsAByteFarInTheFileBeforeAnythingIsSent() throws IOException {
        // Given
        var file = file("guests.csv", "guest,city,paid\n" + "zoe,Bonn,1\n".repeat(20_000) + "zoe,Köln,1\n", ISO_8859_1);
        // When
        assertThatThrownBy(() -> replay(file, "{delimiter: ','}"))
                // Then
                .hasMessageContaining("guests.csv row 20001, column city: byte 0xF6 is not UTF-8");
        assertThat(capture.batches()).isEmpty();
    }

    @Test
    void tellsTheLineOfJsonLinesThatAreNotUtf8() throws IOException {
        // Given
        var file = file("events.jsonl", "{}\n\n{\"event\":\"Köln\"}\n", ISO_8859_1);
        // When
        assertThatThrownBy(() -> run(file, Optional.empty()))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("events.jsonl line 3: byte 0xF6 is not UTF-8; convert the file first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "guest;city;paid     ! ;  ! its delimiter is \";\": csv: {delimiter: \";\"} in the mapping",
                "'guest\tcity\tpaid' ! ;  ! its delimiter is tab: csv: {delimiter: tab} in the mapping",
                "guest|city|paid     ! ;  ! its delimiter is \"|\": csv: {delimiter: \"|\"} in the mapping",
            })
    void tellsTheDelimiterThatTheHeaderShows(String header, String other, String advice) throws IOException {
        // Given
        var file = file("guests.csv", header + "\nzoe" + other + "Bonn\n", UTF_8);
        // When
        assertThatThrownBy(() -> replay(file, "{delimiter: ','}"))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .message()
                .startsWith("m.yaml:3:16: guests.csv has no column 'guest', it has ")
                .endsWith("; " + advice);
    }

    @Test
    void tellsUtf16WithoutAByteOrderMark() throws IOException {
        // Given
        var file = file("guests.csv", "guest,city,paid\nzoe,Bonn,1\n", UTF_16LE);
        // When
        assertThatThrownBy(() -> replay(file, "{delimiter: ','}"))
                // Then
                .hasMessageEndingWith("it seems to be in UTF-16: csv: {encoding: UTF-16LE} in the mapping");
    }

    @ParameterizedTest
    @CsvSource({"missing.csv, no such file or folder", "., 'it is a folder, not a file'"})
    void tellsWhyAFileCannotBeRead(String name, String reason) {
        // Given
        var file = folder.resolve(name);
        // When
        assertThatThrownBy(() -> replay(file, "{delimiter: ','}"))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(file + " cannot be read: " + reason);
    }

    private List<String> cities() {
        return capture.events().stream()
                .map(event -> event.at("/properties/city").asText())
                .toList();
    }

    private ReplayReport replay(Path file, String csv) throws InterruptedException {
        return run(
                file,
                Optional.of("dataset: guests\ncsv: " + csv + "\nuser: {column: guest}\nevents:\n"
                        + "- {event: Guest Seen, properties: {city: {column: city}, paid: {number: paid}}}\n"));
    }

    private ReplayReport run(Path file, Optional<String> mapping) throws InterruptedException {
        var config = new ReplayConfig(capture.uri(), "key", 0, Duration.ofSeconds(1));
        return new Replay(config, new FakeListener(), time)
                .run(List.of(file), mapping.map(yaml -> MappingReader.read("m.yaml", yaml)));
    }

    private Path file(String name, String text, Charset encoding) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(encoding));
    }
}
