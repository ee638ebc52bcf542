package dev.rapport.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.inference.model.StepInput.DecodeToken;
import dev.rapport.inference.model.StepInput.JoiningPrompt;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
    void answersWithOneRowForEachSequence() {
        // When
        var output = model.step(new StepInput(
                List.of(), List.of(prompt(tokens(1, 3), 1), prompt(tokens(2, 5), 2), prompt(tokens(3, 1), 3))));

        // Then
        assertThat(output.rows()).isEqualTo(3);
        assertThat(output.row(2)).hasSize(model.shape().vocabularySize());
    }

    @Test
    void givesProbabilitiesThatSumToOne() {
        // When
        var output = join(tokens(1, 9), 1);

        // Then
        var sum = 0.0;
        for (int token = 0; token < model.shape().vocabularySize(); token++) {
            sum += Math.exp(output.logProbability(0, token));
        }
        assertThat(sum).isEqualTo(1, within(1e-4));
        assertThat(output.isFinite(0)).isTrue();
    }

    @Test
    void decodesAsIfItHadReadTheWholeText() {
        // Given: a text that crosses a page
        var text = tokens(4, model.shape().pageTokens() + 7);
        var start = model.shape().pageTokens() - 5;
        join(Arrays.copyOf(text, start), 1, 2);

        for (int position = start; position < text.length; position++) {
            // When
            var decoded = model.step(
                    new StepInput(List.of(new DecodeToken(text[position], position, new int[] {1, 2})), List.of()));

            // Then
            var whole = join(Arrays.copyOf(text, position + 1), 3, 4);
            assertClose(decoded.row(0), whole.row(0));
        }
    }

    @Test
    void givesTheSameLogitsBitForBitWhateverElseIsInTheStep() {
        // Given
        var text = tokens(5, 20);
        var alone = join(text, 1).row(0);
        var next = new DecodeToken(text[3], text.length, new int[] {1});
        var decodedAlone = model.step(new StepInput(List.of(next), List.of())).row(0);
        join(tokens(6, 50), 2);
        join(tokens(7, model.shape().pageTokens() + 1), 3, 4);

        // When
        var others = List.of(
                new DecodeToken(1, 50, new int[] {2}),
                next,
                new DecodeToken(2, model.shape().pageTokens() + 1, new int[] {3, 4}));
        var batch = model.step(
                new StepInput(others, List.of(prompt(tokens(8, 33), 5), prompt(text, 6), prompt(tokens(9, 2), 7))));

        // Then
        assertThat(batch.row(1)).isEqualTo(decodedAlone);
        assertThat(batch.row(4)).isEqualTo(alone);
    }

    @Test
    void leaksNothingThroughReusedPages() {
        // Given
        var text = tokens(10, 12);
        var fresh = join(text, 8).row(0);
        join(tokens(11, model.shape().pageTokens()), 9);

        // When
        join(text, 9);
        var reused = model.step(new StepInput(List.of(new DecodeToken(3, 12, new int[] {9})), List.of()));

        // Then
        var expected = model.step(new StepInput(List.of(new DecodeToken(3, 12, new int[] {8})), List.of()));
        assertThat(reused.row(0)).isEqualTo(expected.row(0));
        assertThat(join(text, 9).row(0)).isEqualTo(fresh);
    }

    @Test
    void readsAPromptThatFillsItsContext() {
        // Given
        var length = model.shape().contextLength();
        var pages = (length + model.shape().pageTokens() - 1) / model.shape().pageTokens();
        var owned = new int[pages];
        Arrays.setAll(owned, i -> i + 1);

        // When
        var output = join(tokens(12, length), owned);

        // Then
        assertThat(output.isFinite(0)).isTrue();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        var shape = model.shape();
        var full = new int[shape.contextLength() / shape.pageTokens() + 1];
        Arrays.fill(full, 1);

        assertThatThrownBy(() -> join(new int[] {shape.vocabularySize()}, 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> join(new int[] {-1}, 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> join(new int[] {1}, 0)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> join(new int[] {1}, shape.pages() + 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> join(tokens(1, shape.pageTokens() + 1), 1)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() ->
                        model.step(new StepInput(List.of(new DecodeToken(1, shape.contextLength(), full)), List.of())))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void staysUsableAfterARefusal() {
        // Given
        assertThatThrownBy(() -> join(new int[] {-1}, 1)).isInstanceOf(ModelException.class);

        // When
        var output = join(tokens(1, 3), 1);

        // Then
        assertThat(output.isFinite(0)).isTrue();
    }

    @Test
    void closesTwice() {
        model.close();
        model.close();

        assertThatThrownBy(() -> join(tokens(1, 3), 1)).isInstanceOf(IllegalStateException.class);
    }

    private StepOutput join(int[] tokens, int... pages) {
        return model.step(new StepInput(List.of(), List.of(prompt(tokens, pages))));
    }

    private static JoiningPrompt prompt(int[] tokens, int... pages) {
        return new JoiningPrompt(tokens, pages);
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
