package dev.rapport.factory.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.factory.corpus.ProductTitles;
import dev.rapport.factory.corpus.RealFiles;
import dev.rapport.factory.vocabulary.BytePairTrainer;
import dev.rapport.factory.vocabulary.TokenizerFile;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.pair.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedDataTest {
    @Test
    void learnsFromHalfOfTheRealRequestsAndSaysSo(@TempDir Path folder) throws IOException {
        // Given
        var text = new StringBuilder("utterance,intent\n");
        for (var word : "zeta zorro zulu zebra zigzag zinnia zipper zodiac zombie zoology".split(" ")) {
            text.append("where is the ").append(word).append(" now,track_order\n");
        }
        var file = Files.writeString(folder.resolve("requests.csv"), text);
        // When
        var data = GeneratedData.with(new RealFiles(Optional.of(file), Optional.empty()));
        var prompts = data.examples(1, 0)
                .map(example -> example.prompt())
                .filter(prompt -> prompt.contains("request: where is the z"))
                .map(prompt -> prompt.replaceAll("(?s).*where is the (z\\w+) now.*", "$1"))
                .distinct()
                .toList();
        // Then
        assertThat(prompts).hasSizeBetween(1, 9);
        assertThat(data.description()).contains("requests.csv", "licence is that of its owner");
        assertThat(data.fingerprint())
                .isNotEqualTo(GeneratedData.with(RealFiles.NONE).fingerprint());
    }

    @Test
    void refusesTextOfWhichNothingIsLeftToLearnOrToMeasureOn(@TempDir Path folder) throws IOException {
        var titles = Files.writeString(folder.resolve("titles.txt"), "ZIPZAP ZEBRA ZOO\n");
        var requests = Files.writeString(folder.resolve("requests.csv"), "utterance,intent\n");
        assertThatThrownBy(() -> GeneratedData.with(new RealFiles(Optional.empty(), Optional.of(titles))))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(titles + ": too few titles");
        assertThatThrownBy(() -> GeneratedData.with(new RealFiles(Optional.of(requests), Optional.empty())))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(requests + ": too few requests");
    }

    @Test
    void refusesARequestThatWouldBreakTheTrainingOff(@TempDir Path folder) throws IOException {
        // Given
        var text = new StringBuilder("utterance,intent\n");
        for (var word : "zeta zorro zulu zebra zigzag zinnia zipper zodiac zombie zoology".split(" ")) {
            text.append(word.repeat(40)).append(",track_order\n");
        }
        var file = Files.writeString(folder.resolve("requests.csv"), text);
        var data = GeneratedData.with(new RealFiles(Optional.of(file), Optional.empty()));
        // When
        try (var tokenizer = ReplyTokenizer.of(TokenizerFile.of(BytePairTrainer.train(List.of(), 257)))) {
            assertThatCode(() -> data.fitting(tokenizer, 1024, false)).doesNotThrowAnyException();
            // Then
            assertThatThrownBy(() -> data.fitting(tokenizer, 256, false))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("the max is 128, half of the model's 256 positions");
        }
    }

    @Test
    void mixesRealTitlesOfProductsIn(@TempDir Path folder) throws IOException {
        // Given
        var titles = IntStream.range(0, 100).mapToObj(i -> "MUG NUMBER " + i).toList();
        var file = Files.write(folder.resolve("titles.txt"), titles);
        // When
        var data = GeneratedData.with(new RealFiles(Optional.empty(), Optional.of(file)));
        // Then
        assertThat(data.examples(1, 0).flatMap(example -> example.prompt().lines()))
                .filteredOn(line -> line.startsWith("product: "))
                .map(line -> line.substring("product: ".length()))
                .filteredOn(product -> product.startsWith("MUG NUMBER "))
                .isNotEmpty()
                .allMatch(ProductTitles.read(file).training()::contains);
        assertThat(data.description()).contains("titles.txt", "licence is that of its owner");
        assertThat(data.fingerprint())
                .isNotEqualTo(GeneratedData.with(RealFiles.NONE).fingerprint());
    }
}
