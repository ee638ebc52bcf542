package dev.rapport.inference.reply;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aSampling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.FakeTextGenerator;
import dev.rapport.inference.GenerationRequest;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.TextGenerator;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.schemas.ReplyOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReplyComposerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Waiting writer = new Waiting();
    private final ReplyComposer composer = new ReplyComposer(writer, ReplyConfig.DEFAULT, InstantSource.fixed(NOW));

    @Test
    void asksForWhatThePromptSays() {
        // Given
        var prompt = aPrompt().build();
        // When
        var reply = composer.compose(prompt);
        // Then
        assertThat(reply).isNotDone();
        assertThat(writer.requests)
                .containsExactly(new GenerationRequest(
                        prompt.getText(), SamplingSettings.of(prompt.getSampling()), prompt.getSeed()));
    }

    @Test
    void makesTheReplyWhenTheModelHasWritten() {
        // Given
        var prompt = aPrompt().build();
        var reply = composer.compose(prompt);
        // When
        writer.answer(0);
        // Then
        assertThat(reply).isCompletedWithValueMatching(done -> done.getOutcome() == ReplyOutcome.GENERATED);
        assertThat(reply.join().getGeneratedAt()).isEqualTo(NOW);
    }

    @Test
    void asksNoModelWhenTheSamplingIsWrong() {
        // Given
        var prompt = aPrompt().setSampling(aSampling().setTopP(7).build()).build();
        // When
        var reply = composer.compose(prompt);
        // Then
        assertThat(reply).isCompletedWithValueMatching(done -> done.getOutcome() == ReplyOutcome.FALLBACK);
        assertThat(reply.join().getRefusal()).isEqualTo("invalid-sampling");
        assertThat(writer.requests).isEmpty();
    }

    @Test
    void givesUpThePromptWhenCancelled() {
        // Given
        var reply = composer.compose(aPrompt().build());
        // When
        reply.cancel(false);
        // Then
        assertThat(writer.results.get(0)).isCancelled();
    }

    @Test
    void failsWhenTheModelFails() {
        // Given
        var reply = composer.compose(aPrompt().build());
        // When
        writer.results.get(0).completeExceptionally(new ModelException("the model failed"));
        // Then
        assertThatThrownBy(reply::join).hasCauseInstanceOf(ModelException.class);
    }

    /** Answers when it is told to. */
    private static final class Waiting implements TextGenerator {
        final List<GenerationRequest> requests = new ArrayList<>();
        final List<CompletableFuture<GenerationResult>> results = new ArrayList<>();
        private final TextGenerator fake = new FakeTextGenerator();

        void answer(int request) {
            results.get(request).complete(fake.submit(requests.get(request)).join());
        }

        @Override
        public ModelInfo info() {
            return fake.info();
        }

        @Override
        public CompletableFuture<GenerationResult> submit(GenerationRequest request) {
            requests.add(request);
            var result = new CompletableFuture<GenerationResult>();
            results.add(result);
            return result;
        }

        @Override
        public void close() {}
    }
}
