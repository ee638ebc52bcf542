package dev.rapport.inference.engine;

import static dev.rapport.inference.engine.FakeGenerators.SETTINGS;
import static dev.rapport.inference.engine.FakeGenerators.SHAPE;
import static dev.rapport.inference.engine.FakeGenerators.over;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a generator does with prompts that do not fit. */
class PromptLengthTest {
    @Test
    void usesTheContextToItsLastPosition() {
        // Given: 1 token a letter
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var room = SamplingSettings.greedy(11);

            // When
            var fits = generator.generate(List.of(new GenerationRequest("~".repeat(90), room, 1)));
            var over = generator.generate(List.of(new GenerationRequest("~".repeat(91), room, 1)));

            // Then
            assertThat(fits.get(0)).isInstanceOf(Generated.class);
            assertThat(over.get(0)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void leavesOutTheBeginningOfAPromptWhereThatIsAskedFor() {
        // Given: 1 token a letter
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var room = SamplingSettings.greedy(11);
            var tail = "~".repeat(90);

            // When
            var cut = generator.generate(List.of(new GenerationRequest("head" + tail, room, 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT)));
            var whole = generator.generate(List.of(
                    new GenerationRequest(tail, room, 1).withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT)));
            var noRoom = generator.generate(List.of(new GenerationRequest(tail, SamplingSettings.greedy(101), 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT)));

            // Then
            assertThat(cut).singleElement().isInstanceOfSatisfying(Generated.class, generated -> {
                assertThat(generated.droppedPromptTokens()).isEqualTo(4);
                assertThat(generated.promptTokens()).hasSize(90);
                assertThat(generated.candidates()).isEqualTo(((Generated) whole.get(0)).candidates());
            });
            assertThat(noRoom).singleElement().isInstanceOf(Refused.class);
        }
    }

    @Test
    @Timeout(2)
    void refusesAPromptThatCanNeverFitWithoutReadingIt() {
        // Given: as large as a record may be; 100 tokens are no more than this
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var request = new GenerationRequest("~".repeat(900_000), SETTINGS, 1);

            // When: so often that tokenizing it once would take longer
            var results = generator.generate(Collections.nCopies(100, request));

            // Then
            assertThat(results)
                    .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
                        assertThat(refused.reason()).isEqualTo(Refusal.PROMPT_TOO_LONG);
                        assertThat(refused.promptTokens()).isZero();
                        assertThat(refused.detail()).contains("bytes").contains("context of 100 tokens");
                    }));
        }
    }

    @Test
    @Timeout(2)
    void readsOnlyTheEndOfAVeryLongPromptWhoseBeginningMayBeLeftOut() {
        // Given
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var tail = "the blue lamp of a story ".repeat(40);
            var request = new GenerationRequest("~".repeat(900_000) + tail, SETTINGS, 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT);
            var end = new GenerationRequest("of " + tail, SETTINGS, 1)
                    .withOverflow(GenerationRequest.Overflow.TRUNCATE_LEFT);

            // When
            var results = generator.generate(Collections.nCopies(20, request));
            var expected = ((Generated) generator.generate(List.of(end)).get(0)).promptTokens();

            // Then
            assertThat(results)
                    .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Generated.class, generated -> {
                        assertThat(generated.promptTokens()).isEqualTo(expected);
                        assertThat(generated.droppedPromptTokens()).isPositive();
                    }));
        }
    }

    @Test
    void refusesWhatTheCacheNeverHolds() {
        try (var generator = over(new FakeLanguageModel(new ModelShape(384, 100, 0, 8, 2)))) {
            // When
            var result = generator.generate(List.of(new GenerationRequest("~".repeat(20), SETTINGS, 1)));

            // Then
            assertThat(result).singleElement().isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason())
                    .isEqualTo(Refusal.CACHE_TOO_SMALL));
        }
    }
}
