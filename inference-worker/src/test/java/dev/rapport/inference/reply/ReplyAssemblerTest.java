package dev.rapport.inference.reply;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.FakeTextGenerator;
import dev.rapport.inference.GeneratedCandidate;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.GenerationResult.Refusal;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplyAssemblerTest {
    private static final Instant FINISHED = Instant.parse("2026-11-21T12:00:00Z");
    private static final String GOOD = "You would like the Aurora Lamp.";
    private static final String WITHOUT_MENTION = "You would like this.";
    private static final GenerationResult TOO_LONG = new Refused(Refusal.PROMPT_TOO_LONG, "too long", 2_000);

    private final ReplyAssembler assembler = new ReplyAssembler(FakeTextGenerator.INFO, 100);

    @Test
    void sendsTheFirstCandidateThatPasses() {
        // Given
        var prompt = aPrompt().build();
        // When
        var reply = assemble(prompt, generated(WITHOUT_MENTION, " " + GOOD + "\n", "Aurora Lamp, second best."));
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.GENERATED);
        assertThat(reply.getText()).isEqualTo(GOOD);
        assertThat(reply.getRefusal()).isNull();
        assertThat(reply.getGeneratedAt()).isEqualTo(FINISHED);
    }

    @Test
    void keepsAllCandidatesWithTheirVerdicts() {
        // When
        var reply = assemble(aPrompt().build(), generated(WITHOUT_MENTION, GOOD, "Aurora Lamp! " + "x y ".repeat(40)));
        // Then
        assertThat(reply.getCandidates())
                .extracting(Candidate::getVerdicts)
                .containsExactly(List.of("missing-mention"), List.of(), List.of("repetition", "too-long"));
        assertThat(reply.getCandidates())
                .first()
                .isEqualTo(Candidate.newBuilder()
                        .setText(WITHOUT_MENTION)
                        .setTokens(2)
                        .setLogProbability(-3.0)
                        .setScore(-1.5)
                        .setFinishReason(FinishReason.EOS)
                        .setVerdicts(List.of("missing-mention"))
                        .build());
    }

    @Test
    void fallsBackWhenNoCandidatePasses() {
        // Given
        var prompt = aPrompt().build();
        // When
        var reply = assemble(prompt, generated(WITHOUT_MENTION, ""));
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
        assertThat(reply.getText()).isEqualTo(prompt.getFallbackText());
        assertThat(reply.getCandidates()).hasSize(2);
        assertThat(reply.getRefusal()).isEqualTo("no-candidate-passed");
        assertThat(reply.getProvenance()).isNotNull();
    }

    @Test
    void fallsBackWhenTheModelRefuses() {
        // When
        var reply = assemble(aPrompt().build(), TOO_LONG);
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
        assertThat(reply.getCandidates()).isEmpty();
        assertThat(reply.getRefusal()).isEqualTo("prompt-too-long");
        assertThat(reply.getProvenance()).isNotNull().satisfies(provenance -> {
            assertThat(provenance.getModelId()).isEqualTo("fake");
            assertThat(provenance.getPromptTokens()).isEqualTo(2_000);
        });
    }

    @Test
    void doesNotSendWhatWasCutOff() {
        // Given
        var cutOff = new GeneratedCandidate(GOOD + " Now 1", List.of(4, 5), -1.0, -0.5, FinishReason.LENGTH);
        var whole = new GeneratedCandidate(GOOD, List.of(4, 5), -3.0, -1.5, FinishReason.EOS);
        // When
        var reply = assemble(aPrompt().build(), new Generated(List.of(1), List.of(cutOff, whole)));
        // Then
        assertThat(reply.getText()).isEqualTo(GOOD);
        assertThat(reply.getCandidates())
                .extracting(Candidate::getVerdicts)
                .containsExactly(List.of("truncated"), List.of());
    }

    @Test
    void saysWhichCandidatesAreNotScored() {
        // Given
        var unknown = Double.NaN;
        var unscored = new GeneratedCandidate(GOOD, List.of(), 9, unknown, unknown, FinishReason.EOS);
        // When
        var reply = assemble(aPrompt().build(), new Generated(List.of(), 7, List.of(unscored)));
        // Then
        assertThat(reply.getCandidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.getScored()).isFalse();
            assertThat(candidate.getScore()).isZero();
            assertThat(candidate.getLogProbability()).isZero();
            assertThat(candidate.getTokens()).isEqualTo(9);
        });
        assertThat(reply.getProvenance().getPromptTokens()).isEqualTo(7);
    }

    @Test
    void refusesWhenThereIsNothingToSend() {
        // Given
        var prompt = aPrompt().setFallbackText(" ").build();
        // When
        var refused = assemble(prompt, TOO_LONG);
        var nonePassed = assemble(prompt, generated(WITHOUT_MENTION));
        var wrongSettings = assembler.refuse(prompt, ReplyAssembler.INVALID_SAMPLING, FINISHED);
        // Then
        assertThat(List.of(refused, nonePassed, wrongSettings))
                .extracting(Reply::getOutcome)
                .containsOnly(ReplyOutcome.REFUSED);
        assertThat(List.of(refused, nonePassed, wrongSettings))
                .extracting(Reply::getRefusal)
                .containsExactly("prompt-too-long", "no-candidate-passed", "invalid-sampling");
        assertThat(wrongSettings.getProvenance()).as("no model was asked").isNull();
        assertThat(refused.getText()).isNull();
        assertThat(nonePassed.getCandidates()).hasSize(1);
    }

    @Test
    void saysHowItCameToBe() {
        // Given
        var prompt = aPrompt().build();
        // When
        var provenance = assemble(prompt, generated(GOOD)).getProvenance();
        // Then
        assertThat(provenance)
                .isEqualTo(Provenance.newBuilder()
                        .setModelId("fake")
                        .setModelSha256("0".repeat(64))
                        .setPrecision("fp32")
                        .setEngine("fake 1.0")
                        .setPromptSha256(DerivedId.sha256Hex(prompt.getText()))
                        .setTemplateSha256(prompt.getTemplateSha256())
                        .setPromptTokens(3)
                        .setSeed(prompt.getSeed())
                        .setSampling(prompt.getSampling())
                        .build());
    }

    @Test
    void carriesOverWhatThePromptIsAbout() {
        // Given
        var prompt = aPrompt().build();
        // When
        var reply = assemble(prompt, generated(GOOD));
        // Then
        assertThat(reply)
                .extracting(
                        Reply::getPromptId,
                        Reply::getCustomerId,
                        Reply::getCampaignId,
                        Reply::getCampaignVersion,
                        Reply::getArm,
                        Reply::getChannel,
                        Reply::getLanguage,
                        Reply::getProduct,
                        Reply::getTriggeredAt,
                        Reply::getTriggerReceivedAt)
                .containsExactly(
                        prompt.getPromptId(),
                        prompt.getCustomerId(),
                        prompt.getCampaignId(),
                        prompt.getCampaignVersion(),
                        prompt.getArm(),
                        prompt.getChannel(),
                        prompt.getLanguage(),
                        prompt.getProduct(),
                        prompt.getTriggeredAt(),
                        prompt.getTriggerReceivedAt());
    }

    private Reply assemble(Prompt prompt, GenerationResult result) {
        return assembler.assemble(prompt, result, FINISHED);
    }

    private static GenerationResult generated(String... texts) {
        return new Generated(
                List.of(1, 2, 3),
                Arrays.stream(texts)
                        .map(text -> new GeneratedCandidate(text, List.of(4, 5), -3.0, -1.5, FinishReason.EOS))
                        .toList());
    }
}
