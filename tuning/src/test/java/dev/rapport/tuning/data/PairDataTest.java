package dev.rapport.tuning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.Pair;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairDataTest {
    @Test
    void learnsPairsAsOftenAsTheirWeightsSay() throws IOException {
        // Given
        var data = data(pairs(1_500));
        try (var tokenizer = TestingTokenizer.bytes()) {
            var curriculum = data.curriculum(3, tokenizer);
            var heavy = 0;
            var all = 0;
            // When
            for (var round = 0; round < 40 * curriculum.roundsPerEpoch(); round++) {
                for (var sequence : curriculum.round(round, 0)) {
                    all++;
                    heavy += tokenizer.decode(sequence.ids()).endsWith(" heavy") ? 1 : 0;
                }
            }
            // Then
            assertThat(curriculum.roundsPerEpoch()).isEqualTo(3);
            assertThat(heavy / (double) all).isCloseTo(9 / 10.0, within(0.01));
            assertThat(all / 40.0 + data.heldOut().size()).isEqualTo(1_500);
        }
    }

    @Test
    void hasAnotherOrderForEverySeedAndEpoch() throws IOException {
        // Given
        var data = data(pairs(200));
        try (var tokenizer = TestingTokenizer.bytes()) {
            var orders = new HashSet<String>();
            // When
            for (var seed = 0; seed < 40; seed++) {
                for (var epoch = 0; epoch < 40; epoch++) {
                    orders.add(data.curriculum(seed, tokenizer).round(epoch, 0).stream()
                            .map(sequence -> tokenizer.decode(sequence.ids()))
                            .collect(Collectors.joining()));
                }
            }
            // Then
            assertThat(orders).hasSize(1_600);
        }
    }

    private static PairData data(List<Pair> pairs) {
        return new PairData(new PairData.Origin("the pairs", "sha", "of a test"), pairs);
    }

    private static List<Pair> pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 2 == 0
                        ? new Pair(new Example("count " + i + ":", " heavy"), 9, i + 1)
                        : new Pair(new Example("count " + i + ":", " light"), 1, i + 1))
                .toList();
    }
}
