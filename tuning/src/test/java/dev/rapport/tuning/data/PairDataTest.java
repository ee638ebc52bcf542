package dev.rapport.tuning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.tuning.outcomes.OutcomePairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairDataTest {
    @TempDir
    Path folder;

    @Test
    void learnsPairsAsOftenAsTheirWeightsSay() throws IOException {
        // Given
        var data = PairData.of(outcomes(1_500));
        var curriculum = data.curriculum(3);
        var heavy = 0;
        var all = 0;
        // When
        for (var round = 0; round < 40 * curriculum.roundsPerEpoch(); round++) {
            for (var example : curriculum.round(round)) {
                all++;
                heavy += example.replyText().equals(" heavy") ? 1 : 0;
            }
        }
        // Then
        assertThat(curriculum.roundsPerEpoch()).isEqualTo(3);
        assertThat(heavy / (double) all).isCloseTo(9 / 10.0, within(0.01));
        assertThat(all / 40.0 + data.keptBack().size()).isEqualTo(1_500);
    }

    @Test
    void isTheSameFromAFile() throws IOException {
        // Given
        var outcomes = outcomes(60);
        var file = folder.resolve("pairs.jsonl");
        Files.writeString(file, PairFile.text(outcomes.found().pairs()));
        // When
        var direct = PairData.of(outcomes);
        var read = PairData.of(new PairSource.Lines(file));
        // Then
        assertThat(read.fingerprint()).isEqualTo(direct.fingerprint());
        assertThat(read.curriculum(5).round(7)).isEqualTo(direct.curriculum(5).round(7));
        assertThat(read.keptBack()).isEqualTo(direct.keptBack());
    }

    @Test
    void refusesTooFewOutcomes() {
        assertThatThrownBy(() -> PairData.of(outcomes(19)))
                .isInstanceOf(BadDataException.class)
                .hasMessage("19 pairs are too few to learn from, 20 are needed: 100 replies read, 19 of them led to a"
                        + " conversion, 0 left out");
    }

    private static PairSource.Outcomes outcomes(int count) {
        List<Pair> pairs = IntStream.range(0, count)
                .mapToObj(i -> i % 2 == 0
                        ? PairFile.pair("count " + i + ":", " heavy", 9, i + 1)
                        : PairFile.pair("count " + i + ":", " light", 1, i + 1))
                .toList();
        return new PairSource.Outcomes(new OutcomePairs(pairs, 100, count, Map.of()));
    }
}
