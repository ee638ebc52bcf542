package dev.rapport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.mapping.definition.MappingReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
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
    @CsvSource({
        "missing.csv, ' cannot be read: no such file or folder'",
        "., ': there is no file in it whose name ends with .csv, .tsv, .xml, .jsonl, .ndjson or .json'"
    })
    void tellsWhyAFileCannotBeRead(String name, String reason) {
        // Given
        var file = folder.resolve(name);
        // When
        assertThatThrownBy(() -> replay(file, "{delimiter: ','}"))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(file + reason);
    }

    @Test
    void readsCarriageReturnsOnlyAndLineBreaksInQuotes() throws Exception {
        // When
        replay(file("guests.csv", "guest,city,paid\rzoe,\"Saint\rMalo\",1\r\ryan,\"Köln\r\nSüd\",2\r", UTF_8), "{}");
        // Then
        assertThat(cities()).containsExactly("Saint\rMalo", "Köln\r\nSüd");
    }

    @Test
    void takesAColumnThatIsThereTwiceOnlyForAProblemWhereItIsMeant() throws Exception {
        // Given
        var other = file("other.csv", "guest,note,city,note,paid\nzoe,a,Bonn,b,1\n", UTF_8);
        var meant = file("meant.csv", "guest,city,city,paid\nzoe,Bonn,Köln,1\n", UTF_8);
        // When
        replay(other, "{}");
        assertThatThrownBy(() -> replay(meant, "{}"))
                // Then
                .hasMessageEndingWith("meant.csv: the column 'city' appears twice");
        assertThat(cities()).containsExactly("Bonn");
    }

    @Test
    void sendsNulBytesAsTheyAre() throws Exception {
        // When
        replay(file("guests.csv", "guest,city,paid\nzoe,Bo\0nn,1\n", UTF_8), "{}");
        // Then
        assertThat(cities()).containsExactly("Bo\0nn");
    }

    @Test
    void readsWhatGzipPacked() throws Exception {
        // Given
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("\uFEFFguest,city,paid\nzoe,Köln,1\n".getBytes(UTF_8));
        }
        var file = Files.write(folder.resolve("guests.csv.gz"), packed.toByteArray());
        // When
        replay(file, "{}");
        // Then
        assertThat(cities()).containsExactly("Köln");
    }

    @Test
    void readsAFolderByTheNamesInIt() throws Exception {
        // Given
        file("b.csv", "guest,city,paid\nzoe,second,1\n", UTF_8);
        file("a.csv", "guest,city,paid\nzoe,first,1\n", UTF_8);
        file("SOURCE.txt", "not data", UTF_8);
        // When
        replay(folder, "{}");
        // Then
        assertThat(cities()).containsExactly("first", "second");
    }

    @Test
    void keepsRejectedRowsAsTheyStandInTheFile() throws Exception {
        // Given
        var rows = "zoe,Bonn,1\nyan,\"Kö\"\"ln\nSüd\" ,many\n\nada,Rom,2,3\nbob,Ulm\n eve,Nîmes,x";
        var file = file("guests.csv", "guest,city,paid\n" + rows, UTF_8);
        var rejects = folder.resolve("rejects.jsonl");
        var kept = new ReplayFiles(Optional.empty(), false, Optional.of(rejects));
        // When
        var report = run(kept, SourceFiles.Format.AUTO, mapping("{}"), file);
        // Then
        assertThat(report.sent()).isEqualTo(5);
        assertThat(Files.readString(rejects)).isEqualTo("""
                        {"place":"guests.csv row 2","problem":"guests.csv row 2: paid 'many' is not a number such as 1234.5","written":"yan,\\"Kö\\"\\"ln\\nSüd\\" ,many"}
                        {"place":"guests.csv row 3","problem":"guests.csv row 3: 4 values, but the header has 3 columns","written":"ada,Rom,2,3"}
                        {"place":"guests.csv row 4","problem":"guests.csv row 4: 2 values, but the header has 3 columns","written":"bob,Ulm"}
                        {"place":"guests.csv row 5","problem":"guests.csv row 5: paid 'x' is not a number such as 1234.5","written":" eve,Nîmes,x"}
                        """);
    }

    @Test
    void readsJsonThroughAMapping() throws Exception {
        // Given
        var file = file("guests.json", "{\"guest\":\"zoe\",\"home\":{\"city\":\"Köln\"},\"paid\":1.50}\n[]\n", UTF_8);
        // When
        var report = run(
                ReplayFiles.NONE,
                SourceFiles.Format.JSON,
                mapping("{}").replace("{column: city}", "{column: home.city}"),
                file);
        // Then
        assertThat(report.sent()).isEqualTo(2);
        assertThat(cities().get(0)).isEqualTo("Köln");
        assertThat(capture.events().get(0).at("/properties/paid").decimalValue())
                .isEqualByComparingTo("1.5");
        assertThat(capture.events().get(1).path("properties").asText())
                .isEqualTo("guests.json line 2: not a JSON object");
    }

    @Test
    void sendsProductsToTheCatalogue() throws Exception {
        // Given
        var file = file("shop.csv", "sku,name,gone\nlamp 1,Lamp,\nlamp-2,,\nlamp 3,,x\n", UTF_8);
        var mapping = """
                dataset: shop
                deletion: {when: {column: gone, equals: x}, of: product, id: {column: sku}}
                product: {fields: {product_id: {column: sku}, name: {column: name}}}
                """;
        // When
        var report = run(ReplayFiles.NONE, SourceFiles.Format.AUTO, mapping, file);
        // Then
        assertThat(report.rejected()).isEqualTo(Map.of("INVALID_PRODUCT", 1L));
        assertThat(capture.requests())
                .extracting(FakeCapture.Request::line)
                .containsExactly("PUT /api/v1/products?source=files", "DELETE /api/v1/products/lamp%203");
        assertThat(capture.requests().get(0).body())
                .isEqualTo("[{\"product_id\":\"lamp 1\",\"name\":\"Lamp\"},{\"product_id\":\"lamp-2\"}]");
    }

    @Test
    void sendsHistoryWithTheTokenOfWhoMay() throws Exception {
        // Given
        var file = file("events.jsonl", "{\"type\":\"page\",\"userId\":\"u\"}\n", UTF_8);
        var config = new ReplayConfig(capture.uri(), "key", Optional.of("secret"), true, 0, Duration.ofSeconds(1));
        // When
        new Replay(config, new FakeListener(), time, ReplayFiles.NONE)
                .run(List.of(file), new SourceFiles(Optional.empty(), SourceFiles.Format.AUTO), Optional.empty());
        // Then
        assertThat(capture.requests()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /v1/history");
            assertThat(request.credentials()).isEqualTo("key:secret");
        });
    }

    @Test
    void showsWithoutSendingWhatWouldBeSent() throws Exception {
        // Given
        var file = file("guests.csv", "guest,city,paid\nzoe,Bonn,1\nyan,Köln,many\n", UTF_8);
        var mapping = Optional.of(MappingReader.read("m.yaml", mapping("{}")));
        var listener = new FakeListener();
        var shown = new ArrayList<String>();
        // When
        var report =
                new DryRun(listener, shown::add).run(List.of(file), new SourceFiles(mapping, SourceFiles.Format.AUTO));
        // Then
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(shown).singleElement().asString().contains("\"city\":\"Bonn\"");
        assertThat(listener.problems()).containsExactly("guests.csv row 2: paid 'many' is not a number such as 1234.5");
        assertThat(capture.requests()).isEmpty();
    }

    @Test
    void mapsTheListOfCustomersInTheExamples() throws Exception {
        // Given
        var example = Path.of("..", "examples", "customer-list");
        // When
        var report = run(
                ReplayFiles.NONE,
                SourceFiles.Format.AUTO,
                Files.readString(example.resolve("mapping.yaml")),
                example.resolve("customers.csv"));
        // Then
        assertThat(report.rejected()).isEmpty();
        assertThat(capture.events())
                .extracting(event -> event.path("userId").asText() + " " + event.at("/traits/consents/marketing") + " "
                        + event.path("timestamp").asText())
                .containsExactly(
                        "K-1001  ",
                        "K-1001 true 2021-05-03T22:00:00Z",
                        "K-1002  ",
                        "K-1002 false 2023-11-17T22:59:59.999Z",
                        "K-1003  ");
        assertThat(capture.events().get(0).at("/traits/spent").decimalValue()).isEqualByComparingTo("1299.5");
    }

    private List<String> cities() {
        return capture.events().stream()
                .map(event -> event.at("/properties/city").asText())
                .toList();
    }

    private ReplayReport replay(Path file, String csv) throws InterruptedException {
        return run(ReplayFiles.NONE, SourceFiles.Format.AUTO, mapping(csv), file);
    }

    private static String mapping(String csv) {
        return "dataset: guests\ncsv: " + csv + "\nuser: {column: guest}\nevents:\n"
                + "- {event: Guest Seen, properties: {city: {column: city}, paid: {number: paid}}}\n";
    }

    private ReplayReport run(Path file, Optional<String> mapping) throws InterruptedException {
        return mapping.isPresent()
                ? run(ReplayFiles.NONE, SourceFiles.Format.AUTO, mapping.get(), file)
                : replay().run(
                                List.of(file),
                                new SourceFiles(Optional.empty(), SourceFiles.Format.AUTO),
                                Optional.empty());
    }

    private ReplayReport run(ReplayFiles kept, SourceFiles.Format format, String mapping, Path file)
            throws InterruptedException {
        var read = Optional.of(MappingReader.read("m.yaml", mapping));
        return replay(kept).run(List.of(file), new SourceFiles(read, format), read);
    }

    private Replay replay() {
        return replay(ReplayFiles.NONE);
    }

    private Replay replay(ReplayFiles kept) {
        var config = new ReplayConfig(capture.uri(), "key", 0, Duration.ofSeconds(1));
        return new Replay(config, new FakeListener(), time, kept);
    }

    private Path file(String name, String text, Charset encoding) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(encoding));
    }
}
