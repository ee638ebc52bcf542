package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NextTokenTest {
    private static final SamplingSettings SAMPLED = SamplingSettings.DEFAULT;

    @Test
    void repeatsItselfForTheSameSeedAndCandidate() {
        assertThat(twenty(3, 1)).isEqualTo(twenty(3, 1));
    }

    @Test
    void differsBetweenCandidatesAndSeeds() {
        assertThat(twenty(3, 0)).isNotEqualTo(twenty(3, 1)).isNotEqualTo(twenty(4, 0));
    }

    @Test
    void holdsBackTheEndTokenUntilTheMinimum() {
        // Given
        var settings = new SamplingSettings(1, 10, 2, 0, 0, 1, 0, 1, 0);
        var next = new NextToken(new int[] {1}, settings, 0, 0, 3);

        // When
        var tokens = IntStream.range(0, 3)
                .map(i -> next.choose(new float[] {0, 1, 2, 9}))
                .toArray();

        // Then
        assertThat(tokens).containsExactly(2, 2, 3);
    }

    @Test
    void endsWhenEveryTokenIsForbidden() {
        // Given
        var settings = new SamplingSettings(1, 10, 0, 0, 0, 1, 0, 1, 1);
        var next = new NextToken(new int[] {0, 1, 2}, settings, 0, 0, 2);

        // When
        var token = next.choose(new float[] {1, 2, 3});

        // Then
        assertThat(token).isEqualTo(2);
    }

    @Test
    void takesTheFirstOfEquallyGoodTokens() {
        var next = new NextToken(new int[] {0}, SamplingSettings.greedy(1), 0, 0, -1);

        assertThat(next.choose(new float[] {1, 5, 5, 2})).isEqualTo(1);
    }

    private static int[] twenty(long seed, int candidate) {
        var next = new NextToken(new int[] {1, 2}, SAMPLED, seed, candidate, -1);
        return IntStream.range(0, 20).map(i -> next.choose(new float[100])).toArray();
    }
}
