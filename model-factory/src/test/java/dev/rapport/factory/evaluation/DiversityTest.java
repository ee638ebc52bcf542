package dev.rapport.factory.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiversityTest {
    @Test
    void countsDifferentPairsOfAllTexts() {
        assertThat(Diversity.distinctPairs(List.of("a b c", "a b d"))).isEqualTo(3.0 / 4);
        assertThat(Diversity.distinctPairs(List.of("Hi Ana!", "hi ana", "Hi, Ana.")))
                .isEqualTo(1.0 / 3);
        assertThat(Diversity.distinctPairs(List.of("为您推荐", "为您精选"))).isEqualTo(5.0 / 6);
        assertThat(Diversity.distinctPairs(List.of("", "a"))).isEqualTo(1);
    }
}
