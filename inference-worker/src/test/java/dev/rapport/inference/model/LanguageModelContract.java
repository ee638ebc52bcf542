package dev.rapport.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.inference.generation.ReferenceSampler;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.StepInput.DecodeToken;
import dev.rapport.inference.model.StepInput.PageCopy;
import dev.rapport.inference.model.StepInput.PromptChunk;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LanguageModel} has to do; a test of one extends it. */
public abstract class LanguageModelContract {
    private LanguageModel model;

    /** A model with at least 12 pages and room for two pages of context. */
    protected abstract LanguageModel open();

    @BeforeEach
    void openModel() {
        model = open();
    }

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void answersEveryChoice() {
        // When
        var output = model.step(
                step(List.of(), List.of(whole(tokens(1, 3), 1), whole(tokens(2, 5), 2), whole(tokens(3, 1), 3))));

        // Then
        assertThat(output.choices()).isEqualTo(3);
        assertThat(output.logits(2)).hasSize(model.shape().vocabularySize());
    }

    @Test
    void givesTheProbabilityOfWhatItChose() {
        // When
        var output = read(tokens(1, 9), 1);

        // Then
        var logits = output.logits(0);
        var sum = 0.0;
        for (var logit : logits) {
            sum += Math.exp(logit);
        }
        assertThat(output.logProbability(0)).isEqualTo(logits[output.token(0)] - Math.log(sum), within(1e-4));
        assertThat(output.isFinite(0)).isTrue();
    }

    @Test
    void choosesAsTheReferenceDoes() {
        // Given: many choices after one row, with all kinds of settings
        var random = new Random(7);
        var choices = IntStream.range(0, 300).mapToObj(i -> choice(random)).toList();
        var input = new StepInput(List.of(), List.of(), List.of(whole(tokens(9, 11), 1)), choices, 1);

        // When
        var output = model.step(input);

        // Then
        var expected = choices.stream()
                .map(choice -> ReferenceSampler.choose(output.logits(0), choice))
                .toList();
        assertThat(IntStream.range(0, choices.size()).mapToObj(output::token)).isEqualTo(expected);
    }

    @Test
    void decodesAsIfItHadReadTheWholeText() {
        // Given: a text that crosses a page
        var text = tokens(4, model.shape().pageTokens() + 7);
        var start = model.shape().pageTokens() - 5;
        read(Arrays.copyOf(text, start), 1, 2);

        for (int position = start; position < text.length; position++) {
            // When
            var decoded =
                    model.step(step(List.of(new DecodeToken(text[position], position, new int[] {1, 2})), List.of()));

            // Then
            var whole = read(Arrays.copyOf(text, position + 1), 3, 4);
            assertClose(decoded.logits(0), whole.logits(0));
        }
    }

    @Test
    void givesTheSameLogitsBitForBitWhateverElseIsInTheStep() {
        // Given
        var text = tokens(5, 20);
        var alone = read(text, 1).logits(0);
        var next = new DecodeToken(text[3], text.length, new int[] {1});
        var decodedAlone = model.step(step(List.of(next), List.of())).logits(0);
        read(tokens(6, 50), 2);
        read(tokens(7, model.shape().pageTokens() + 1), 3, 4);

        // When
        var others = List.of(
                new DecodeToken(1, 50, new int[] {2}),
                next,
                new DecodeToken(2, model.shape().pageTokens() + 1, new int[] {3, 4}));
        var batch = model.step(step(others, List.of(whole(tokens(8, 33), 5), whole(text, 6), whole(tokens(9, 2), 7))));

        // Then
        assertThat(batch.logits(1)).isEqualTo(decodedAlone);
        assertThat(batch.logits(4)).isEqualTo(alone);
    }

    @Test
    void givesTheSameLogitsBitForBitHoweverAPromptIsCut() {
        // Given
        var page = model.shape().pageTokens();
        var text = tokens(13, page + page / 2);
        var whole = read(text, 1, 2).logits(0);

        // When
        var first = new PromptChunk(text, 0, page, new int[] {3, 4});
        model.step(new StepInput(List.of(), List.of(), List.of(first), List.of(), 0));
        var second = model.step(step(List.of(), List.of(new PromptChunk(text, page, text.length, new int[] {3, 4}))));

        // Then
        assertThat(second.logits(0)).isEqualTo(whole);
    }

    @Test
    void letsSequencesShareAPageAndCopyAnother() {
        // Given
        var page = model.shape().pageTokens();
        var text = tokens(14, page + 3);
        read(text, 1, 2);
        read(text, 3, 4);
        var next = text.length;
        var expected = model.step(step(List.of(new DecodeToken(5, next, new int[] {3, 4})), List.of()));

        // When: two sequences go on from the same prompt, each its own way
        var output = model.step(new StepInput(
                List.of(new PageCopy(2, 5)),
                List.of(new DecodeToken(9, next, new int[] {1, 2}), new DecodeToken(5, next, new int[] {1, 5})),
                List.of(),
                List.of(TokenChoice.greedy(0), TokenChoice.greedy(1)),
                2));

        // Then
        assertThat(output.logits(1)).isEqualTo(expected.logits(0)).isNotEqualTo(output.logits(0));
    }

    @Test
    void leaksNothingThroughReusedPages() {
        // Given
        var text = tokens(10, 12);
        var fresh = read(text, 8).logits(0);
        read(tokens(11, model.shape().pageTokens()), 9);

        // When
        read(text, 9);
        var reused = model.step(step(List.of(new DecodeToken(3, 12, new int[] {9})), List.of()));

        // Then
        var expected = model.step(step(List.of(new DecodeToken(3, 12, new int[] {8})), List.of()));
        assertThat(reused.logits(0)).isEqualTo(expected.logits(0));
        assertThat(read(text, 9).logits(0)).isEqualTo(fresh);
    }

    @Test
    void readsAPromptThatFillsItsContext() {
        // Given
        var length = model.shape().contextLength();
        var pages = (length + model.shape().pageTokens() - 1) / model.shape().pageTokens();
        var owned = new int[pages];
        Arrays.setAll(owned, i -> i + 1);

        // When
        var output = read(tokens(12, length), owned);

        // Then
        assertThat(output.isFinite(0)).isTrue();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        var shape = model.shape();
        var full = new int[shape.contextLength() / shape.pageTokens() + 1];
        Arrays.fill(full, 1);

        assertThatThrownBy(() -> read(new int[] {shape.vocabularySize()}, 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> read(new int[] {-1}, 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> read(new int[] {1}, 0)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> read(new int[] {1}, shape.pages() + 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> read(tokens(1, shape.pageTokens() + 1), 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> model.step(step(List.of(new DecodeToken(1, shape.contextLength(), full)), List.of())))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void staysUsableAfterARefusal() {
        // Given
        assertThatThrownBy(() -> read(new int[] {-1}, 1)).isInstanceOf(ModelException.class);

        // When
        var output = read(tokens(1, 3), 1);

        // Then
        assertThat(output.isFinite(0)).isTrue();
    }

    @Test
    void closesTwice() {
        model.close();
        model.close();

        assertThatThrownBy(() -> read(tokens(1, 3), 1)).isInstanceOf(IllegalStateException.class);
    }

    private StepOutput read(int[] tokens, int... pages) {
        return model.step(step(List.of(), List.of(whole(tokens, pages))));
    }

    private static PromptChunk whole(int[] tokens, int... pages) {
        return new PromptChunk(tokens, 0, tokens.length, pages);
    }

    /** The most probable token after every row, and its logits. */
    private static StepInput step(List<DecodeToken> decoding, List<PromptChunk> chunks) {
        var rows = decoding.size() + chunks.size();
        var choices = IntStream.range(0, rows).mapToObj(TokenChoice::greedy).toList();
        return new StepInput(List.of(), decoding, chunks, choices, rows);
    }

    private TokenChoice choice(Random random) {
        var temperatures = new double[] {0, 0.3, 1, 1.7};
        var topKs = new int[] {0, 1, 40, model.shape().vocabularySize() + 5};
        var topPs = new double[] {1, 0.9, 0.3};
        var minPs = new double[] {0, 0.05};
        var tokens = tokens(random.nextInt(), 20);
        return new TokenChoice(
                0,
                temperatures[random.nextInt(temperatures.length)],
                topKs[random.nextInt(topKs.length)],
                topPs[random.nextInt(topPs.length)],
                minPs[random.nextInt(minPs.length)],
                random.nextBoolean() ? 1.3 : 0.8,
                random.nextDouble(),
                Arrays.stream(tokens, 0, random.nextInt(10)).distinct().toArray(),
                Arrays.copyOfRange(tokens, 10, 10 + random.nextInt(10)));
    }

    private int[] tokens(int seed, int count) {
        return new Random(seed).ints(count, 0, model.shape().vocabularySize()).toArray();
    }

    private static void assertClose(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isEqualTo(expected[i], within(1e-4f));
        }
    }
}
