package dev.rapport.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenRulesTest {
    private static final int END = 3;

    @Test
    void repeatsItsRandomNumbersForTheSameSeedAndCandidate() {
        assertThat(twenty(3, 1)).isEqualTo(twenty(3, 1));
    }

    @Test
    void differsBetweenCandidatesAndSeeds() {
        assertThat(twenty(3, 0)).isNotEqualTo(twenty(3, 1)).isNotEqualTo(twenty(4, 0));
    }

    @Test
    void holdsBackTheEndTokenUntilTheMinimum() {
        // Given
        var rules = rules(new SamplingSettings(1, 10, 2, 0, 0, 1, 0, 1, 0), List.of(), 1);

        // Then
        assertThat(rules.choice(0).banned()).containsExactly(END);
        rules.add(2);
        assertThat(rules.choice(0).banned()).containsExactly(END);
        rules.add(2);
        assertThat(rules.choice(0).banned()).isEmpty();
    }

    @Test
    void penalisesEachTokenOfPromptAndTextOnce() {
        // Given
        var rules = rules(new SamplingSettings(1, 10, 0, 0, 0, 1, 0, 1.5, 0), List.of(), 7, 5, 7);

        // When
        rules.add(5);
        rules.add(9);

        // Then
        assertThat(rules.choice(0).penalised()).containsExactly(7, 5, 9);
    }

    @Test
    void bansABadWordWhenAllButItsLastTokenIsThere() {
        // Given
        var rules = rules(SamplingSettings.greedy(9), List.of(new int[] {4}, new int[] {5, 6, 7}), 5);

        // Then
        assertThat(rules.choice(0).banned()).containsExactly(4);
        rules.add(6);
        assertThat(rules.choice(0).banned()).containsExactly(4, 7);
        rules.add(6);
        assertThat(rules.choice(0).banned()).containsExactly(4);
    }

    @Test
    void neverBansTheEndAsABadWord() {
        var rules = rules(SamplingSettings.greedy(9), List.of(new int[] {END}), 5);

        assertThat(rules.choice(0).banned()).isEmpty();
    }

    @Test
    void bansEveryEndBeforeTheFewestTokens() {
        var settings = new SamplingSettings(1, 9, 1, 0, 0, 1, 0, 1, 0);
        var rules = new TokenRules(new int[] {1}, settings, 0, 0, Set.of(END, 7), List.of());

        assertThat(rules.choice(0).banned()).containsExactlyInAnyOrder(END, 7);
    }

    private static double[] twenty(long seed, int candidate) {
        var rules = new TokenRules(new int[] {1, 2}, SamplingSettings.DEFAULT, seed, candidate, Set.of(END), List.of());
        return IntStream.range(0, 20)
                .mapToDouble(i -> {
                    var uniform = rules.choice(0).uniform();
                    rules.add(i);
                    return uniform;
                })
                .toArray();
    }

    private static TokenRules rules(SamplingSettings settings, List<int[]> badWords, int... prompt) {
        return new TokenRules(prompt, settings, 0, 0, Set.of(END), badWords);
    }
}
