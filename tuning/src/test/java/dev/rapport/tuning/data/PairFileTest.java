package dev.rapport.tuning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairFileTest {
    private static final String GOOD = "{\"prompt\": \"hello\", \"reply\": \" you\"}\n";

    @TempDir
    Path folder;

    @Test
    void readsPairsAndSkipsBlankLines() throws IOException {
        // When
        var pairs = PairFile.read(file(GOOD + "\n" + GOOD));
        // Then
        assertThat(pairs).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.example().prompt()).isEqualTo("hello");
            assertThat(pair.example().reply()).isEqualTo(" you");
            assertThat(pair.weight()).isEqualTo(1);
        });
        assertThat(pairs).extracting(Pair::line).containsExactly(1, 3);
    }

    @Test
    void readsWhatItWrites() throws IOException {
        // Given
        var pairs = List.of(
                new Pair(new Example("a \"b\"\nreply:", " 好"), 0.1, 1), new Pair(new Example("c", "d\u2028"), 20, 2));
        // When, Then
        assertThat(PairFile.read(file(PairFile.text(pairs)))).isEqualTo(pairs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"prompt\": \"a\"} | \"reply\" is missing, found \"prompt\"; expected {\"prompt\": \"…\", \"reply\": \"…\"} on one line",
                "{\"prompt\": \"a\", \"reply\": 7} | \"reply\" must be text",
                "{\"instruction\": \"a\", \"output\": \"b\"} | \"prompt\" is missing, found \"instruction\", \"output\"; expected {\"prompt\"",
                "{\"question\": \"a\", \"answer\": \"b\"} | found \"question\", \"answer\"; expected",
                "{\"messages\": [{\"role\": \"user\"}]} | \"prompt\" is missing, found \"messages\" of a chat; expected {\"prompt\"",
                "{} | \"prompt\" is missing, found no field; expected",
                "{\"prompt\": \"a\", \"reply\": \"b\"} {} | not JSON",
                "{\"prompt\": 3, \"reply\": \"b\"} | \"prompt\" must be text",
                "{\"prompt\": \"a\", \"reply\": \" \"} | \"reply\" must be text that is not blank",
                "{\"prompt\": \"a<[endoftext]>\", \"reply\": \"b\"} | must not contain <[endoftext]>",
                "{\"prompt\": \"a\", \"reply\": \"b\", \"weight\": 0} | \"weight\" must be a positive, finite number",
                "{\"prompt\": \"a\", \"reply\": \"b\", \"weight\": -1.5} | \"weight\" must be a positive",
                "{\"prompt\": \"a\", \"reply\": \"b\", \"weight\": \"2\"} | \"weight\" must be a positive",
                "{\"prompt\": \"a\", \"reply\": \"b\", \"weight\": null} | \"weight\" must be a positive",
                "{\"prompt\": \"a\", \"reply\": \"b\", \"weight\": 1e999} | \"weight\" must be a positive",
                "[1, 2] | a JSON array; expected {\"prompt\": \"…\", \"reply\": \"…\"} on one line; jq -c '.[]' FILE writes",
                "[ | a JSON array; expected {\"prompt\"",
                "{ | an unfinished JSON object: it goes over several lines or is cut off; expected {\"prompt\"",
                "7 | not a JSON object, found 7; expected {\"prompt\"",
                "prompt,reply | not JSON, found prompt,reply; expected {\"prompt\": \"…\", \"reply\": \"…\"} on one line",
            })
    void namesFileAndLineOfABadPair(String line, String reason) throws IOException {
        // Given
        var file = file(GOOD + line.replace("<[", "<|").replace("]>", "|>") + "\n" + GOOD);
        // When, Then
        assertThatThrownBy(() -> PairFile.read(file))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(file + ":2: ")
                .hasMessageContaining(reason.replace("<[", "<|").replace("]>", "|>"))
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        // Given
        var file = folder.resolve("bad.jsonl");
        Files.write(file, (GOOD + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        // When, Then
        assertThatThrownBy(() -> PairFile.read(file)).hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "1f8b08000000, compressed with gzip",
        "504b03041400, a ZIP archive or a spreadsheet",
        "504152311500, in Parquet",
        "28b52ffd0458, compressed with Zstandard",
        "fffe7b002200, in UTF-16"
    })
    void namesAFormThatIsNotText(String bytes, String form) throws IOException {
        // Given
        var file = Files.write(folder.resolve("pairs"), HexFormat.of().parseHex(bytes));
        // When, Then
        assertThatThrownBy(() -> PairFile.read(file))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(file + ": is " + form)
                .hasMessageNotContaining("\n");
    }

    @Test
    void readsAByteOrderMarkAndWindowsLineEnds() throws IOException {
        // When
        var pairs = PairFile.read(file("\uFEFF" + GOOD.replace("\n", "\r\n") + "\r\n" + GOOD));
        // Then
        assertThat(pairs).extracting(Pair::line).containsExactly(1, 3);
        assertThat(pairs).allSatisfy(pair -> assertThat(pair.example().reply()).isEqualTo(" you"));
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        // Given
        var file = file("\n");
        // When, Then
        assertThatThrownBy(() -> PairFile.read(file)).hasMessageContaining("no pairs");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("pairs.jsonl"), text);
    }
}
