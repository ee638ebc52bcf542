package dev.rapport.inference.reply;

import static dev.rapport.inference.reply.TestingTextGenerator.generated;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aSampling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationRequest.Overflow;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.PromptOverflow;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.ReplyRules;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplyComposerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String GOOD = "You would like the Aurora Lamp.";
    private static final String WITHOUT_MENTION = "You would like this.";
    private static final GenerationResult TOO_LONG = new Refused(Refusal.PROMPT_TOO_LONG, "too long", 2_000);

    private final TestingTextGenerator writer = new TestingTextGenerator();
    private final ReplyComposer composer =
            new ReplyComposer(writer, new ReplyConfig(100, List.of("cheap")), InstantSource.fixed(NOW));

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
                        prompt.getText(),
                        SamplingSettings.of(prompt.getSampling()),
                        prompt.getSeed(),
                        1,
                        Optional.empty()));
    }

    @Test
    void asksToLeaveOutTheBeginningWhereTheCampaignSaysSo() {
        // Given
        var rules = ReplyRules.newBuilder().setOverflow(PromptOverflow.TRUNCATE_LEFT);
        writer.answering(new Generated(
                List.of(1, 2, 3), 3, generated("The Aurora Lamp is for you.").candidates(), 40));
        // When
        var reply = compose(aPrompt().setRules(rules.build()));
        // Then
        assertThat(writer.requests)
                .singleElement()
                .extracting(GenerationRequest::overflow)
                .isEqualTo(Overflow.TRUNCATE_LEFT);
        assertThat(reply.getProvenance()).isNotNull().satisfies(provenance -> {
            assertThat(provenance.getPromptTokens()).isEqualTo(3);
            assertThat(provenance.getDroppedPromptTokens()).isEqualTo(40);
        });
    }

    @Test
    void triesAgainWithAnotherSeedWhenNothingPasses() {
        // Given
        var prompt = aPrompt();
        writer.answering(generated(WITHOUT_MENTION)).answering(generated("", GOOD));
        // When
        var reply = compose(prompt);
        // Then
        var seeds = List.of(prompt.getSeed(), RetrySeed.of(prompt.getSeed(), 2));
        assertThat(writer.requests).extracting(GenerationRequest::seed).containsExactlyElementsOf(seeds);
        assertThat(reply.getText()).isEqualTo(GOOD);
        assertThat(reply.getCandidates())
                .extracting(Candidate::getAttempt, Candidate::getText)
                .containsExactly(tuple(1, WITHOUT_MENTION), tuple(2, ""), tuple(2, GOOD));
        assertThat(reply.getProvenance())
                .isNotNull()
                .extracting(Provenance::getAttemptSeeds)
                .isEqualTo(seeds);
    }

    @Test
    void derivesTheSeedOfASecondAttemptAlwaysAlike() {
        assertThat(RetrySeed.of(42, 1)).isEqualTo(42);
        assertThat(RetrySeed.of(42, 2))
                .isEqualTo(Long.parseLong(DerivedId.sha256Hex("42:2").substring(0, 13), 16))
                .isNotEqualTo(RetrySeed.of(43, 2));
    }

    @Test
    void fallsBackWhenNothingPassesTwice() {
        // Given
        var prompt = aPrompt();
        writer.answering(generated(WITHOUT_MENTION, "")).answering(generated(WITHOUT_MENTION));
        // When
        var reply = compose(prompt);
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
        assertThat(reply.getText()).isEqualTo(prompt.getFallbackText());
        assertThat(reply.getCandidates()).hasSize(3);
        assertThat(reply.getRefusal()).isEqualTo("no-candidate-passed");
        assertThat(writer.requests).hasSize(2);
    }

    @Test
    void makesOneAttemptWhenGreedy() {
        // Given
        var greedy = aPrompt().setSampling(aSampling().setTemperature(0).build());
        writer.answering(generated(WITHOUT_MENTION));
        // When
        var reply = compose(greedy);
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
        assertThat(writer.requests).hasSize(1);
    }

    @Test
    void fallsBackAtOnceWhenTheModelRefuses() {
        // Given
        writer.answering(TOO_LONG);
        // When
        var reply = compose(aPrompt());
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
        assertThat(reply.getCandidates()).isEmpty();
        assertThat(reply.getRefusal()).isEqualTo("prompt-too-long");
        assertThat(reply.getProvenance()).isNotNull().satisfies(provenance -> {
            assertThat(provenance.getModelId()).isEqualTo("fake");
            assertThat(provenance.getPromptTokens()).isEqualTo(2_000);
        });
        assertThat(writer.requests).hasSize(1);
    }

    @Test
    void keepsTheFirstAttemptWhenTheSecondIsRefused() {
        // Given
        writer.answering(generated(WITHOUT_MENTION)).answering(new Refused(Refusal.MODEL_FAILED, "not finite", 3));
        // When
        var reply = compose(aPrompt());
        // Then
        assertThat(reply.getRefusal()).isEqualTo("no-candidate-passed");
        assertThat(reply.getCandidates()).hasSize(1);
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
    void givesUpTheSecondAttemptWhenCancelled() {
        // Given
        writer.answering(generated(WITHOUT_MENTION));
        var reply = composer.compose(aPrompt().build());
        // When
        reply.cancel(false);
        // Then
        assertThat(writer.results).hasSize(2);
        assertThat(writer.results.get(1)).isCancelled();
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

    private Reply compose(Prompt.Builder prompt) {
        var reply = composer.compose(prompt.build());
        assertThat(reply).as("the model has answered all it was asked").isCompleted();
        return reply.join();
    }
}
