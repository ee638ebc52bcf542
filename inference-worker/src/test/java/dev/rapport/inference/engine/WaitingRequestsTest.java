package dev.rapport.inference.engine;

import static dev.rapport.inference.engine.FakeGenerators.SETTINGS;
import static dev.rapport.inference.engine.FakeGenerators.SHAPE;
import static dev.rapport.inference.engine.FakeGenerators.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of requests that wait for others. */
class WaitingRequestsTest {
    @Test
    void failsEveryoneWhoWaitsWhenTheModelFails() {
        // Given
        var model = new FakeLanguageModel(SHAPE).failingAfter(2);
        try (var generator = over(model)) {
            var request = new GenerationRequest("a lamp", SETTINGS, 1);

            // Then
            assertThatThrownBy(() -> generator.generate(List.of(request, request)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("planted");
            assertThatThrownBy(() -> generator.generate(List.of(request)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("planted");
        }
        assertThat(model.isClosed()).isTrue();
    }

    @Test
    void failsWhatHasNotEndedWhenItIsClosed() {
        // Given
        var model = new FakeLanguageModel(SHAPE);
        var generator = over(model);
        var settings = new SamplingSettings(1, 90, 90, 1, 0, 1, 0, 1, 0);
        var futures = IntStream.range(0, 2000)
                .mapToObj(i -> generator.submit(new GenerationRequest("~~", settings, i)))
                .toList();

        // When
        generator.close();

        // Then
        assertThat(model.isClosed()).isTrue();
        assertThat(futures).allMatch(future -> future.isDone());
        assertThatThrownBy(() -> futures.get(1999).join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("the generator is closed");
    }

    @Test
    void turnsAwayWhatCannotBeginInTime() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // Given: all slots are taken for a while
            var long90 = new SamplingSettings(4, 90, 90, 1, 0, 1, 0, 1, 0);
            var busy = generator.submit(new GenerationRequest("~~", long90, 1));

            // When
            var hurried = generator
                    .submit(new GenerationRequest("~~", SETTINGS, 1, 0, Optional.of(Duration.ofNanos(1))))
                    .join();

            // Then
            assertThat(hurried).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                    .isEqualTo(Refusal.EXPIRED));
            assertThat(busy.join()).isInstanceOf(Generated.class);
        }
    }

    @Test
    void waitsForEverWhereThatIsAllowed() {
        // Given: more nanoseconds than a long holds
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            var patient = new GenerationRequest("a lamp", SETTINGS, 1, 0, Optional.of(Duration.ofDays(365_000)));

            // When
            var result = generator.submit(patient).orTimeout(20, TimeUnit.SECONDS);

            // Then
            assertThat(result.join()).isInstanceOf(Generated.class);
        }
    }

    @Test
    void givesUpWhatIsCancelled() {
        try (var generator = over(new FakeLanguageModel(SHAPE))) {
            // Given
            var endless = new SamplingSettings(4, 90, 90, 1, 0, 1, 0, 1, 0);
            var unwanted = IntStream.range(0, 500)
                    .mapToObj(i -> generator.submit(new GenerationRequest("~~", endless, i)))
                    .toList();

            // When
            unwanted.forEach(future -> future.cancel(true));
            generator.generate(List.of(new GenerationRequest("~~", SETTINGS, 1)));

            // Then: it came next, not after all the others
            assertThat(generator.statistics().generatedTokens()).isLessThan(100 * 4 * 90);
            assertThat(generator.statistics().waitingSequences()).isZero();
        }
    }
}
