package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductTitlesTest {
    @TempDir
    private Path folder;

    @Test
    void keepsTitlesWithHeldOutWordsForEvaluation() throws IOException {
        // When
        var titles = ProductTitles.read(file(String.join("\n", hundred())));
        // Then
        assertThat(titles.training()).hasSizeBetween(50, 95).noneMatch(HeldOut::isIn);
        assertThat(titles.evaluation()).hasSizeBetween(5, 50);
        assertThat(Stream.concat(titles.training().stream(), titles.evaluation().stream()))
                .containsExactlyInAnyOrderElementsOf(hundred());
    }

    @Test
    void leavesOutWhatCannotBeRepeated() throws IOException {
        var usable = "BLUE  POLKADOT\u00a0MUG\r\n";
        var titles = ProductTitles.read(
                file("\ufeff" + usable + "\n" + usable + "12345\nab\nx<|endoftext|>y\n" + "a".repeat(61)));
        assertThat(Stream.concat(titles.training().stream(), titles.evaluation().stream()))
                .containsExactly("BLUE POLKADOT MUG");
    }

    @Test
    void asksForRealProductsOnlyInAnEvaluation() {
        var titles = new ProductTitles(List.of("RED MUG"), List.of("BLUE MUG"));
        var corpus = new Corpus(Split.EVALUATION, 1, new RealText(LabelledRequests.NONE, titles));
        for (var i = 0; i < 20; i++) {
            var example = corpus.next("recommend", Language.ENGLISH);
            assertThat(example.expected()).containsEntry("product", "BLUE MUG");
        }
    }

    @Test
    void namesTheFileThatCannotBeUsed() throws IOException {
        refuses(file("12\n\n"), "no title of 3 to 60 characters, two of them letters");
        var latin1 = Files.write(folder.resolve("latin1"), "CAFÉ TABLE".getBytes(StandardCharsets.ISO_8859_1));
        refuses(latin1, "not UTF-8 text");
        assertThatThrownBy(() -> ProductTitles.read(folder))
                .isInstanceOf(BadDataException.class)
                .hasMessage(folder + " cannot be read: it is a folder, not a file");
    }

    private static void refuses(Path file, String reason) {
        assertThatThrownBy(() -> ProductTitles.read(file))
                .isInstanceOf(BadDataException.class)
                .hasMessage(file + ": " + reason);
    }

    private static List<String> hundred() {
        return IntStream.range(0, 100).mapToObj(i -> "MUG NUMBER " + i).toList();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("titles.txt"), text);
    }
}
