package dev.rapport.factory.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.GeneratedExample.Piece;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.vocabulary.BytePairTrainer;
import dev.rapport.factory.vocabulary.TokenizerFile;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.training.Sequence;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenSwapTest {
    private static final String WORDS =
            "the oak lamp and the lamp of oak for the lamp with oak 沙发灯沙发灯 product price reply";

    private ReplyTokenizer tokenizer;
    private CopyPractice swapping;
    private CopyPractice plain;

    @BeforeEach
    void learnVocabulary() throws IOException {
        var vocabulary = BytePairTrainer.train(List.of(WORDS, WORDS), 330);
        tokenizer = ReplyTokenizer.of(TokenizerFile.of(vocabulary));
        swapping = CopyPractice.of(tokenizer);
        plain = CopyPractice.withoutSwaps(tokenizer);
    }

    @AfterEach
    void freeTokenizer() {
        tokenizer.close();
    }

    @Test
    void swapsValuesInPromptAndReplyAlikeAndNothingElse() {
        for (var i = 0; i < 40; i++) {
            // Given
            var example = example(i);
            var unswapped = tokens(plain.sequence(example, 1));
            // When
            var swapped = tokens(swapping.sequence(example, 1));
            // Then
            var parts = swapped.split("\\|", -1);
            assertThat(parts).as(swapped).hasSize(5);
            assertThat(parts[1]).isEqualTo(parts[3]);
            assertThat(parts[0] + parts[2] + parts[4])
                    .isEqualTo(unswapped.replace("|" + value(i) + "|", ""))
                    .contains("price: " + i + "7 EUR\nthe product with the oak");
        }
    }

    @Test
    void leavesHalfOfTheExamplesAsTheyAre() {
        var left = IntStream.range(0, 400)
                .mapToObj(TokenSwapTest::example)
                .filter(example -> Arrays.equals(
                        plain.sequence(example, 1).ids(),
                        swapping.sequence(example, 1).ids()))
                .count();
        assertThat(left).isBetween(160L, 240L);
    }

    @Test
    void givesEveryTokenOfWordsItsTurn() {
        // Given
        var copied = new HashSet<Long>();
        // When
        for (var i = 0; i < 2_000; i++) {
            var sequence = swapping.sequence(example(i), 3);
            for (var at = 0; at < sequence.ids().length; at++) {
                if (sequence.weights()[at] == 3) {
                    copied.add(sequence.ids()[at]);
                }
            }
        }
        // Then
        for (var id = 0L; id < tokenizer.endId(); id++) {
            var text = tokenizer.decode(new long[] {id});
            if (text.matches(" ?[A-Za-z]+|沙|发|灯")) {
                assertThat(copied).as(text).contains(id);
            }
        }
    }

    @Test
    void isTheSameEveryTime() {
        for (var i = 0; i < 20; i++) {
            assertThat(swapping.sequence(example(i), 1).ids())
                    .isEqualTo(
                            CopyPractice.of(tokenizer).sequence(example(i), 1).ids());
        }
    }

    private String tokens(Sequence sequence) {
        return tokenizer.decode(sequence.ids());
    }

    private static String value(int number) {
        return number % 2 == 0 ? " oak xqlamp 3" : "沙发灯";
    }

    /** The value stands between bars. */
    private static GeneratedExample example(int number) {
        var value = value(number);
        return new GeneratedExample(
                "product:|" + value + "|\nprice: " + number + "7 EUR\nthe product with the oak\nreply:",
                List.of(new Piece(" Buy|", false), new Piece(value, true), new Piece("|!", false)),
                Language.ENGLISH,
                Map.of());
    }
}
