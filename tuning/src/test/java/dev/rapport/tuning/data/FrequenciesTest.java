package dev.rapport.tuning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrequenciesTest {
    @Test
    void givesEveryItemOnceWhereWeightsAreEqual() {
        for (var weight : new double[] {1, 0.1, 3.7, 1e-9}) {
            // Given
            var items = IntStream.range(0, 777).boxed().toList();
            var frequencies =
                    new Frequencies(items.stream().mapToDouble(item -> weight).toArray());
            // Then
            for (var epoch = 0; epoch < 50; epoch++) {
                assertThat(frequencies.of(items, epoch)).isEqualTo(items);
            }
        }
    }

    @Test
    void givesEveryItemAsOftenAsItsWeightSays() {
        // Given
        var random = new Random(7);
        var weights = random.doubles(60, 0.02, 20).toArray();
        var items = IntStream.range(0, weights.length).boxed().toList();
        var total =
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        var frequencies = new Frequencies(weights);
        var epochs = 2_000;
        var counted = new int[weights.length];
        // When
        for (var epoch = 0; epoch < epochs; epoch++) {
            var chosen = frequencies.of(items, epoch);
            assertThat(chosen).hasSize(items.size());
            for (var item : items) {
                var share = weights[item] / total * items.size();
                var often = Collections.frequency(chosen, item);
                assertThat((double) often).as("item %d", item).isBetween(Math.floor(share), Math.ceil(share) + 1e-9);
                counted[item] += often;
            }
        }
        // Then
        for (var item : items) {
            var share = weights[item] / total * items.size();
            assertThat(counted[item] / (double) epochs).isCloseTo(share, within(0.005));
        }
    }

    @Test
    void weighsAMean() {
        assertThat(new Frequencies(new double[] {1, 3}).mean(new double[] {10, 20}))
                .isEqualTo(17.5);
        assertThat(new Frequencies(new double[] {5}).of(List.of("only"), 3)).containsExactly("only");
    }
}
