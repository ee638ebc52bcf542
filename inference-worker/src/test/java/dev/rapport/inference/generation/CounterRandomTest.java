package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CounterRandomTest {
    private static final int SEEDS = 10_001;
    private static final int CANDIDATES = 4;
    private static final int POSITIONS = 64;

    /** Along which of the three a neighbour is sought. */
    private enum Axis {
        SEED(1, 0, 0),
        CANDIDATE(0, 1, 0),
        POSITION(0, 0, 1);

        private final int seed;
        private final int candidate;
        private final int position;

        Axis(int seed, int candidate, int position) {
            this.seed = seed;
            this.candidate = candidate;
            this.position = position;
        }

        double neighbour(long from, int candidateFrom, int positionFrom) {
            return CounterRandom.uniform(from + seed, candidateFrom + candidate, positionFrom + position);
        }
    }

    @Test
    void isPinned() {
        // A change of these numbers changes every text that was ever reproducible, and needs another NAME.
        assertThat(CounterRandom.uniform(42, 0, 0)).isEqualTo(0.6129598811894158);
        assertThat(CounterRandom.uniform(-1, 2, 49)).isEqualTo(0.602445931434547);
    }

    /** The known answers that Random123, the authors' library, is tested with: its file {@code kat_vectors}. */
    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, 00000000, 00000000, 0000000000000000, 6627e8d5e169c58d",
        "ffffffff, ffffffff, ffffffff, ffffffff, ffffffffffffffff, 408f276d41c83b0e",
        "243f6a88, 85a308d3, 13198a2e, 03707344, 299f31d0a4093822, d16cfe0994fdcceb",
    })
    void isPhilox(String counter0, String counter1, String counter2, String counter3, String key, String words) {
        var block = CounterRandom.block(
                Integer.parseUnsignedInt(counter0, 16),
                Integer.parseUnsignedInt(counter1, 16),
                Integer.parseUnsignedInt(counter2, 16),
                Integer.parseUnsignedInt(counter3, 16),
                Long.parseUnsignedLong(key, 16));

        assertThat(Long.toHexString(block)).isEqualTo(words);
    }

    /** Of 2.6 million numbers of 52 bits two are equal once in 1,300 such trials. */
    @Test
    void isNeverZeroNorOneNorTwiceTheSame() {
        // When
        var all = new double[SEEDS * CANDIDATES * POSITIONS];
        for (int i = 0; i < all.length; i++) {
            all[i] = CounterRandom.uniform(i / (CANDIDATES * POSITIONS), i / POSITIONS % CANDIDATES, i % POSITIONS);
        }
        Arrays.sort(all);

        // Then
        assertThat(all[0]).isPositive();
        assertThat(all[all.length - 1]).isLessThan(1);
        assertThat(Arrays.stream(all).distinct().count()).isEqualTo(all.length);
    }

    /** Seeds of the pipeline are 52 bits of a hash; negative ones and those with an empty half come from users. */
    @ParameterizedTest
    @EnumSource(Axis.class)
    void isUniformAndIndependentOfItsNeighbour(Axis axis) {
        for (var first : new long[] {0, -5_000, 1L << 32, 0xfffffffffffffL - 10_000, Long.MIN_VALUE}) {
            // Given
            var pairs = new long[64];

            // When
            for (int i = 0; i < 1_000 * CANDIDATES * POSITIONS; i++) {
                var seed = first + i / (CANDIDATES * POSITIONS);
                var candidate = i / POSITIONS % CANDIDATES;
                var position = i % POSITIONS;
                var here = (int) (8 * CounterRandom.uniform(seed, candidate, position));
                pairs[8 * here + (int) (8 * axis.neighbour(seed, candidate, position))]++;
            }

            // Then
            ChiSquare.assertUniform(pairs, axis + " from " + first);
        }
    }

    /** A seed that equals its position, or a sum or a difference of the two that stays the same. */
    @ParameterizedTest
    @CsvSource({"1, 0", "-1, 20000", "1, 7"})
    void isUniformWhereSeedAndPositionGoTogether(int slope, int start) {
        // Given
        var buckets = new long[32];

        // When
        for (int position = 0; position < 16_000; position++) {
            buckets[(int) (32 * CounterRandom.uniform(start + (long) slope * position, 0, position))]++;
        }

        // Then
        ChiSquare.assertUniform(buckets, "seed " + start + " + " + slope + " * position");
    }
}
