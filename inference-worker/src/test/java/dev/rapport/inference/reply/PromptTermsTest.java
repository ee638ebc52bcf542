package dev.rapport.inference.reply;

import static dev.rapport.inference.reply.TestingTextGenerator.generated;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FitCheck;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.PromptPriority;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.ReplyRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a prompt must be written, by which model, and what of that its reply says. */
final class PromptTermsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String GOOD = "You would like the Aurora Lamp.";

    private final TestingTextGenerator writer = new TestingTextGenerator();
    private final ReplyComposer composer = new ReplyComposer(writer, ReplyConfig.DEFAULT, InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource({"REPLY, 2", "TRIGGERED, 1", "BULK, 0"})
    void givesTheModelThePriorityOfItsClass(PromptPriority priority, int level) {
        // Given
        writer.answering(generated(GOOD));
        // When
        compose(aPrompt().setPriority(priority));
        // Then
        assertThat(writer.requests).extracting(GenerationRequest::priority).containsExactly(level);
    }

    @Test
    void letsThePromptWaitUntilItExpires() {
        // Given
        writer.answering(generated(GOOD));
        // When
        var reply = compose(aPrompt().setExpiresAt(NOW.plusSeconds(90)));
        // Then
        assertThat(writer.requests).singleElement().satisfies(request -> assertThat(request.maxWait())
                .hasValue(Duration.ofSeconds(90)));
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.GENERATED);
    }

    @Test
    void refusesAPromptThatHasExpired() {
        // When
        var reply = compose(aPrompt().setExpiresAt(NOW));
        // Then
        assertThat(writer.requests).isEmpty();
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
        assertThat(reply.getRefusal()).isEqualTo("expired");
        assertThat(reply.getText()).isNull();
    }

    @Test
    void asksNoModelForACampaignThatIsPaused() {
        // Given
        var paused = new ReplyComposer(writer, ReplyConfig.DEFAULT, InstantSource.fixed(NOW), campaignId -> true);
        // When
        var reply =
                paused.compose(aPrompt().setFallbackText("See you.").build()).join();
        // Then
        assertThat(writer.requests).isEmpty();
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
        assertThat(reply.getRefusal()).isEqualTo("campaign-paused");
        assertThat(reply.getText()).isNull();
    }

    /** Not even the fallback text is of use then. */
    @Test
    void refusesAPromptThatExpiredWhileItWaitedForTheModel() {
        // Given
        writer.answering(new Refused(Refusal.EXPIRED, "the prompt waited longer than it may", 3));
        // When
        var reply = compose(aPrompt().setExpiresAt(NOW.plusSeconds(1)).setFallbackText("See you."));
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
        assertThat(reply.getRefusal()).isEqualTo("expired");
        assertThat(reply.getText()).isNull();
    }

    @Test
    void writesAPromptThatNamesItsModel() {
        // Given
        writer.answering(generated(GOOD));
        // When
        var reply = compose(aPrompt().setModel(FakeTextGenerator.INFO.id()));
        // Then
        assertThat(reply.getText()).isEqualTo(GOOD);
    }

    @Test
    void fallsBackWhereThePromptNamesAnotherModel() {
        // When
        var reply = compose(aPrompt().setModel("gpt2-xl").setFallbackText("See you."));
        // Then
        assertThat(writer.requests).isEmpty();
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
        assertThat(reply.getRefusal()).isEqualTo("model-not-served");
        assertThat(reply.getText()).isEqualTo("See you.");
    }

    @Test
    void carriesDeliveryTimesAndPurposeOver() {
        // Given
        writer.answering(generated(GOOD));
        var prompt = aPrompt()
                .setPurpose("newsletter")
                .setNotBefore(NOW.plusSeconds(60))
                .setExpiresAt(NOW.plusSeconds(90));
        // When
        var reply = compose(prompt);
        // Then
        assertThat(List.of(reply.getPurpose(), reply.getNotBefore(), reply.getExpiresAt()))
                .isEqualTo(List.of(prompt.getPurpose(), prompt.getNotBefore(), prompt.getExpiresAt()));
    }

    /** A campaign whose texts only a person can check, and which sends them all the same once one has. */
    @Test
    void asksForAReviewWhereOnlyAPersonCanCheckTheText() {
        // Given
        writer.answering(generated(GOOD));
        var rules = ReplyRules.newBuilder()
                .setFit(FitCheck.REVIEW)
                .setAllowed(List.of("unverified"))
                .build();
        // When
        var reply = compose(aPrompt().setRules(rules));
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.GENERATED);
        assertThat(reply.getReviewRequired()).isTrue();
    }

    private Reply compose(Prompt.Builder prompt) {
        return composer.compose(prompt.build()).join();
    }
}
