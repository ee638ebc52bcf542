package dev.rapport.tuning.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.tuning.data.Example;
import dev.rapport.tuning.data.Example.Piece;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.data.TestingTokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenSwapTest {
    private ReplyTokenizer tokenizer;
    private TokenSwap swap;

    @BeforeEach
    void openTokenizer() throws IOException {
        tokenizer = TestingTokenizer.words();
        swap = TokenSwap.of(tokenizer);
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
            var plain = tokens(Sequence.of(example, tokenizer, 1));
            // When
            var swapped = tokens(Sequence.of(example, tokenizer, 1, swap));
            // Then
            var parts = swapped.split("\\|", -1);
            assertThat(parts).as(swapped).hasSize(5);
            assertThat(parts[1]).isEqualTo(parts[3]);
            assertThat(parts[0] + parts[2] + parts[4])
                    .isEqualTo(plain.replace("|" + value(i) + "|", ""))
                    .contains("price: " + i + "7 EUR\nthe product with the oak");
        }
    }

    @Test
    void leavesHalfOfTheExamplesAsTheyAre() {
        var left = IntStream.range(0, 400)
                .mapToObj(TokenSwapTest::example)
                .filter(example -> Arrays.equals(
                        Sequence.of(example, tokenizer, 1).ids(),
                        Sequence.of(example, tokenizer, 1, swap).ids()))
                .count();
        assertThat(left).isBetween(160L, 240L);
    }

    @Test
    void givesEveryTokenOfWordsItsTurn() {
        // Given
        var copied = new HashSet<Long>();
        // When
        for (var i = 0; i < 2_000; i++) {
            var sequence = Sequence.of(example(i), tokenizer, 3, swap);
            for (var at = 0; at < sequence.length(); at++) {
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
            assertThat(Sequence.of(example(i), tokenizer, 1, swap).ids())
                    .isEqualTo(Sequence.of(example(i), tokenizer, 1, TokenSwap.of(tokenizer))
                            .ids());
        }
    }

    private String tokens(Sequence sequence) {
        return tokenizer.decode(sequence.ids());
    }

    private static String value(int number) {
        return number % 2 == 0 ? " oak xqlamp 3" : "沙发灯";
    }

    /** The value stands between bars. */
    private static Example example(int number) {
        var value = value(number);
        return new Example(
                "product:|" + value + "|\nprice: " + number + "7 EUR\nthe product with the oak\nreply:",
                List.of(new Piece(" Buy|", false), new Piece(value, true), new Piece("|!", false)));
    }
}
