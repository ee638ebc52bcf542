package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PhraseGrammarTest {
    private final Slots slots = new Slots(Split.TRAINING, new SplittableRandom(1));
    private final Phrasebook phrases = Phrasebook.named("phrase-grammar-test.txt");

    @Test
    void choosesOneOptionOfEachChoice() {
        // When
        var texts = all(PhraseGrammar.any(phrases, Set.of(), slots), "plain");
        // Then
        assertThat(texts).containsExactlyInAnyOrder("a cat", "a black cat", "the cat", "the black cat");
    }

    @Test
    void neverNamesWhatIsNotKnown() {
        // When
        var texts = all(PhraseGrammar.any(phrases, Set.of("order"), slots), "about");
        // Then
        assertThat(texts).containsExactlyInAnyOrder("about it", "about your thing", "about order {order}");
    }

    @Test
    void namesAllThatIsKnownWhenAskedTo() {
        // Given
        var known = Set.of("order", "product");
        // Then
        assertThat(all(PhraseGrammar.fullest(phrases, known, slots), "about"))
                .containsExactly("about {product} in {order}");
        assertThat(all(PhraseGrammar.fullest(phrases, Set.of("order"), slots), "about"))
                .containsExactly("about order {order}");
        assertThat(all(PhraseGrammar.fullest(phrases, Set.of(), slots), "about"))
                .containsExactlyInAnyOrder("about it", "about your thing");
    }

    @Test
    void saysWhichPhraseIsMissing() {
        // Then
        assertThatThrownBy(() -> PhraseGrammar.any(phrases, Set.of(), slots).of("impossible"))
                .hasMessageContaining("phrase-grammar-test.txt")
                .hasMessageContaining("[impossible]");
    }

    @Test
    void refusesBracketsThatDoNotMatch() {
        for (var wrong : List.of("(a|b", "a)", "{order", "a | b")) {
            assertThatThrownBy(() -> Template.parse(wrong)).hasMessageContaining(wrong);
        }
    }

    private static Set<String> all(PhraseGrammar grammar, String section) {
        var texts = new TreeSet<String>();
        for (var i = 0; i < 100; i++) {
            texts.add(grammar.of(section));
        }
        return texts;
    }
}
