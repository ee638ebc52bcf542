package dev.rapport.tuning.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.tuning.data.PairData;
import dev.rapport.tuning.data.PairFile;
import dev.rapport.tuning.data.TestingTokenizer;
import dev.rapport.tuning.outcomes.topics.OutcomeData;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeDataTest {
    @Test
    void isTheSameFromAFile(@TempDir Path folder) throws IOException {
        // Given
        var outcomes = outcomes(60);
        var file = Files.writeString(folder.resolve("pairs.jsonl"), PairFile.text(outcomes.pairs()));
        // When
        var read = PairData.read(file);
        // Then
        var direct = OutcomeData.of(outcomes);
        assertThat(read.fingerprint()).isEqualTo(direct.fingerprint());
        assertThat(seventhRound(read)).isEqualTo(seventhRound(direct));
        assertThat(read.heldOut()).isEqualTo(direct.heldOut());
    }

    private static List<String> seventhRound(PairData data) throws IOException {
        try (var tokenizer = TestingTokenizer.bytes()) {
            return data.curriculum(5, tokenizer).round(7, 0).stream()
                    .map(sequence -> tokenizer.decode(sequence.ids()))
                    .toList();
        }
    }

    @Test
    void refusesTooFewOutcomes() {
        assertThatThrownBy(() -> OutcomeData.of(outcomes(19)))
                .isInstanceOf(BadDataException.class)
                .hasMessage("19 pairs are too few to learn from, 20 are needed: 100 replies read, 19 of them led to a"
                        + " conversion, 0 left out");
    }

    private static OutcomePairs outcomes(int count) {
        var pairs = IntStream.range(0, count)
                .mapToObj(i ->
                        new Pair(new Example("count " + i + ":", i % 2 == 0 ? " heavy" : " light"), 1 + i % 2, i + 1))
                .toList();
        return new OutcomePairs(pairs, 100, count, Map.of());
    }
}
