package dev.rapport.tuning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairDataTest {
    @Test
    void learnsPairsAsOftenAsTheirWeightsSay() {
        // Given
        var data = data(pairs(1_500));
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
        assertThat(all / 40.0 + data.heldOut().size()).isEqualTo(1_500);
    }

    private static PairData data(List<Pair> pairs) {
        return new PairData(new PairData.Origin("the pairs", "sha", "of a test"), pairs);
    }

    private static List<Pair> pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 2 == 0
                        ? PairFile.pair("count " + i + ":", " heavy", 9, i + 1)
                        : PairFile.pair("count " + i + ":", " light", 1, i + 1))
                .toList();
    }
}
