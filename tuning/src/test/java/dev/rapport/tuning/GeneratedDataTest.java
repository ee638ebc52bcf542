package dev.rapport.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
        var prompts = data.curriculum(1).round(0).stream()
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
    void mixesRealTitlesOfProductsIn(@TempDir Path folder) throws IOException {
        // Given
        var file = Files.writeString(
                folder.resolve("titles.txt"), "ZIPZAP ZEBRA ZOO\nZORRO ZULU ZINC\nZODIAC ZOMBIE ZEN\n");
        // When
        var data = GeneratedData.with(new RealFiles(Optional.empty(), Optional.of(file)));
        // Then
        assertThat(data.curriculum(1).round(0))
                .filteredOn(example ->
                        example.expected().getOrDefault("product", "").startsWith("Z"))
                .extracting(example -> example.expected().get("product"))
                .containsAnyOf("ZIPZAP ZEBRA ZOO", "ZORRO ZULU ZINC", "ZODIAC ZOMBIE ZEN");
        assertThat(data.description()).contains("titles.txt", "licence is that of its owner");
        assertThat(data.fingerprint())
                .isNotEqualTo(GeneratedData.with(RealFiles.NONE).fingerprint());
    }
}
