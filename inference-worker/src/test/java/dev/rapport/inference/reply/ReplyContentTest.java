package dev.rapport.inference.reply;

import static dev.rapport.inference.reply.TestingTextGenerator.candidate;
import static dev.rapport.inference.reply.TestingTextGenerator.generated;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aSampling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.CandidateRanking;
import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.ReplyRules;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the one reply of a prompt says. */
final class ReplyContentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String GOOD = "You would like the Aurora Lamp.";
    private static final String WITHOUT_MENTION = "You would like this.";
    private static final GenerationResult TOO_LONG = new Refused(Refusal.PROMPT_TOO_LONG, "too long", 2_000);

    private final TestingTextGenerator writer = new TestingTextGenerator();
    private final ReplyComposer composer =
            new ReplyComposer(writer, new ReplyConfig(100, List.of("cheap")), InstantSource.fixed(NOW));

    @Test
    void sendsTheFirstCandidateThatPasses() {
        // Given
        writer.answering(generated(WITHOUT_MENTION, "A cheap Aurora Lamp.", " " + GOOD + "\n", "Aurora Lamp, fourth."));
        // When
        var reply = compose(aPrompt());
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.GENERATED);
        assertThat(reply.getText()).isEqualTo(GOOD);
        assertThat(reply.getRefusal()).isNull();
        assertThat(reply.getGeneratedAt()).isEqualTo(NOW);
        assertThat(writer.requests).hasSize(1);
    }

    @Test
    void saysWhomItIsFor() {
        // Given
        writer.answering(generated(GOOD));
        // When
        var reply =
                compose(aPrompt().setUserId(null).setAnonymousId("browser-1").setFragmentId("fragment-1"));
        // Then
        assertThat(reply.getCustomerId()).isEqualTo(CUSTOMER);
        assertThat(reply.getUserId()).isNull();
        assertThat(reply.getAnonymousId()).isEqualTo("browser-1");
        assertThat(reply.getFragmentId()).isEqualTo("fragment-1");
    }

    @Test
    void keepsAllCandidatesWithTheirVerdicts() {
        // Given
        writer.answering(generated(WITHOUT_MENTION, GOOD, "Aurora Lamp! " + "x y ".repeat(40)));
        // When
        var reply = compose(aPrompt());
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
                        .setAttempt(1)
                        .build());
    }

    @Test
    void doesNotSendWhatWasCutOff() {
        // Given
        var cutOff = candidate(GOOD + " Now 1", -0.5, FinishReason.LENGTH);
        writer.answering(new Generated(List.of(1), List.of(cutOff, candidate(GOOD, -1.5, FinishReason.EOS))));
        // When
        var reply = compose(aPrompt());
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
        var scored = candidate("A fine Aurora Lamp.", -7, FinishReason.EOS);
        writer.answering(new Generated(List.of(), 7, List.of(unscored, scored)));
        // When
        var reply = compose(aPrompt());
        // Then
        assertThat(reply.getCandidates()).hasSize(2).last().satisfies(candidate -> {
            assertThat(candidate.getScored()).isFalse();
            assertThat(candidate.getScore()).isZero();
            assertThat(candidate.getLogProbability()).isZero();
            assertThat(candidate.getTokens()).isEqualTo(9);
        });
        assertThat(reply.getProvenance())
                .isNotNull()
                .extracting(Provenance::getPromptTokens)
                .isEqualTo(7);
    }

    @Test
    void refusesWhenThereIsNothingToSend() {
        // Given
        writer.answering(TOO_LONG).answering(generated(WITHOUT_MENTION)).answering(generated(WITHOUT_MENTION));
        var prompt = aPrompt().setFallbackText(" ");
        // When
        var refused = compose(prompt);
        var nonePassed = compose(prompt);
        var wrongSettings = compose(prompt.setSampling(aSampling().setTopP(7).build()));
        // Then
        assertThat(List.of(refused, nonePassed, wrongSettings))
                .extracting(Reply::getOutcome)
                .containsOnly(ReplyOutcome.REFUSED);
        assertThat(List.of(refused, nonePassed, wrongSettings))
                .extracting(Reply::getRefusal)
                .containsExactly("prompt-too-long", "no-candidate-passed", "invalid-sampling");
        assertThat(wrongSettings.getProvenance()).as("no model was asked").isNull();
        assertThat(refused.getText()).isNull();
    }

    /** Whoever gave a product its name gave the fallback text what stands in it. */
    @ParameterizedTest
    @CsvSource({
        "'Welcome. {{ name }}, now 5.00 USD.', fallback-placeholder",
        "'Welcome, [NAME].', fallback-placeholder",
        "'\u3010\u5ba2\u6237\u59d3\u540d\u3011\uff0c\u60a8\u597d', fallback-placeholder",
        "'A cheap lamp.', fallback-blocked-word",
        "'A ch\u200beap lamp.', fallback-blocked-word",
        "'\u200b\u2060', fallback-empty"
    })
    void refusesAFallbackTextThatMayNotBeSent(String fallback, String refusal) {
        // Given
        var rules = ReplyRules.newBuilder().setBlockedWords(List.of("cheap"));
        var prompt = aPrompt().setRules(rules.build()).setFallbackText(fallback);
        writer.answering(TOO_LONG).answering(generated(WITHOUT_MENTION)).answering(generated(WITHOUT_MENTION));
        // When
        var refused = compose(prompt);
        var nonePassed = compose(prompt);
        var wrongSettings = compose(prompt.setSampling(aSampling().setTopP(7).build()));
        // Then
        assertThat(List.of(refused, nonePassed, wrongSettings)).allSatisfy(reply -> {
            assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
            assertThat(reply.getText()).isNull();
            assertThat(reply.getRefusal()).isEqualTo(refusal);
        });
        assertThat(nonePassed.getCandidates()).hasSize(2);
    }

    @Test
    void sendsAFallbackTextWithPricesAndLinksOfItsOwn() {
        // Given
        writer.answering(TOO_LONG);
        var prompt = aPrompt().setFallbackText("Save 20% with CODE9X at https://shop.example, from 1.00 EUR.");
        // When
        var reply = compose(prompt);
        // Then
        assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.FALLBACK);
    }

    @ParameterizedTest
    @CsvSource({"LIKELIHOOD, likely", "OTHER, likely", "SHORTEST, s", "LONGEST, the longest", "MOST_MENTIONS, Ada 9 USD"
    })
    void triesCandidatesInTheOrderOfTheCampaign(CandidateRanking ranking, String first) {
        // Given
        var prompt = aPrompt()
                .setText("name: Ada\nprice: 9 USD\nreply:")
                .setMustMention(List.of())
                .setRules(ReplyRules.newBuilder().setRanking(ranking).build());
        writer.answering(generated("likely", "the longest", "Ada 9 USD", "s", "t"));
        // When
        var reply = compose(prompt);
        // Then
        assertThat(reply.getText()).isEqualTo(first);
        assertThat(reply.getProvenance())
                .isNotNull()
                .extracting(Provenance::getRanking)
                .isNotEqualTo(CandidateRanking.OTHER);
    }

    @Test
    void saysHowItCameToBe() {
        // Given
        var prompt = aPrompt().build();
        writer.answering(generated(GOOD));
        // When
        var provenance = compose(Prompt.newBuilder(prompt)).getProvenance();
        // Then
        assertThat(provenance)
                .isEqualTo(Provenance.newBuilder()
                        .setSampler("philox4x32-10")
                        .setModelId("fake")
                        .setModelSha256("0".repeat(64))
                        .setPrecision("fp32")
                        .setEngine("fake 1.0")
                        .setPromptSha256(DerivedId.sha256Hex(prompt.getText()))
                        .setTemplateSha256(prompt.getTemplateSha256())
                        .setPromptTokens(3)
                        .setSeed(prompt.getSeed())
                        .setSampling(prompt.getSampling())
                        .setAttemptSeeds(List.of(prompt.getSeed()))
                        .setDroppedPromptTokens(0)
                        .setRanking(CandidateRanking.LIKELIHOOD)
                        .build());
    }

    @Test
    void carriesOverWhatThePromptIsAbout() {
        // Given
        var prompt = aPrompt().build();
        writer.answering(generated(GOOD));
        // When
        var reply = compose(Prompt.newBuilder(prompt));
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

    private Reply compose(Prompt.Builder prompt) {
        var reply = composer.compose(prompt.build());
        assertThat(reply).as("the model has answered all it was asked").isCompleted();
        return reply.join();
    }
}
