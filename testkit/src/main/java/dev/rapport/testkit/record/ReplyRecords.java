package dev.rapport.testkit.record;

import static dev.rapport.testkit.record.Records.ARM;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CHANNEL;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.PROMPT;
import static dev.rapport.testkit.record.Records.USER;

import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.Sampling;
import dev.rapport.schemas.id.DerivedId;
import java.time.Duration;
import java.util.List;

/** Builders of the second half of the story in {@link Records}: what to write and what was written. */
public final class ReplyRecords {
    private static final String PROMPT_TEXT = "Recommend the Aurora Lamp to Ada.";
    private static final String REPLY_TEXT = "Hi Ada, the Aurora Lamp would suit your desk.";
    private static final String TEMPLATE = "Recommend the {{ product.name }} to {{ customer.first_name }}.";
    private static final long SEED = 42;

    private ReplyRecords() {}

    /** What to write about the lamp. */
    public static Prompt.Builder aPrompt() {
        return Prompt.newBuilder()
                .setPromptId(PROMPT)
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setCampaignId(CAMPAIGN)
                .setCampaignVersion(1)
                .setTemplateSha256(DerivedId.sha256Hex(TEMPLATE))
                .setArm(ARM)
                .setChannel(CHANNEL)
                .setLanguage("en")
                .setText(PROMPT_TEXT)
                .setSeed(SEED)
                .setSampling(aSampling().build())
                .setProduct(Records.aProduct().build())
                .setMustMention(List.of("Aurora Lamp"))
                .setFallbackText("Have another look at the Aurora Lamp.")
                .setTriggeredAt(NOW)
                .setTriggerReceivedAt(NOW);
    }

    /** A generated reply with one candidate. */
    public static Reply.Builder aReply() {
        return Reply.newBuilder()
                .setPromptId(PROMPT)
                .setCustomerId(CUSTOMER)
                .setUserId(USER)
                .setCampaignId(CAMPAIGN)
                .setCampaignVersion(1)
                .setArm(ARM)
                .setChannel(CHANNEL)
                .setLanguage("en")
                .setOutcome(ReplyOutcome.GENERATED)
                .setText(REPLY_TEXT)
                .setProduct(Records.aProduct().build())
                .setCandidates(List.of(aCandidate().build()))
                .setProvenance(aProvenance().build())
                .setTriggeredAt(NOW)
                .setTriggerReceivedAt(NOW)
                .setGeneratedAt(NOW.plus(Duration.ofSeconds(2)));
    }

    /** Three candidates of at most 50 tokens. */
    public static Sampling.Builder aSampling() {
        return Sampling.newBuilder()
                .setCandidates(3)
                .setMaxNewTokens(50)
                .setTemperature(0.8)
                .setTopK(0)
                .setTopP(0.95);
    }

    /** A candidate that passed all guardrails. */
    public static Candidate.Builder aCandidate() {
        return Candidate.newBuilder()
                .setText(REPLY_TEXT)
                .setTokens(12)
                .setLogProbability(-18.0)
                .setScore(-1.5)
                .setFinishReason(FinishReason.EOS);
    }

    /** Provenance from the bundled model. */
    public static Provenance.Builder aProvenance() {
        return Provenance.newBuilder()
                .setModelId("default")
                .setModelSha256(DerivedId.sha256Hex("weights"))
                .setPrecision("fp32")
                .setEngine("pytorch 2.7.1")
                .setPromptSha256(DerivedId.sha256Hex(PROMPT_TEXT))
                .setTemplateSha256(DerivedId.sha256Hex(TEMPLATE))
                .setPromptTokens(9)
                .setSeed(SEED)
                .setSampling(aSampling().build());
    }
}
