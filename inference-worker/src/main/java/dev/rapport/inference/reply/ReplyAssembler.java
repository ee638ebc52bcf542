package dev.rapport.inference.reply;

import dev.rapport.inference.GeneratedCandidate;
import dev.rapport.inference.GenerationResult;
import dev.rapport.inference.GenerationResult.Generated;
import dev.rapport.inference.GenerationResult.Refused;
import dev.rapport.inference.generation.Guardrails;
import dev.rapport.inference.generation.Verdict;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one reply of a prompt: the best candidate that passes the guardrails, else the campaign's fallback text, else
 * a refusal. A fallback, too, says why the model's text was not sent. Pure.
 */
final class ReplyAssembler {
    /** Refusal when the model wrote, but nothing that may be sent, and there is no fallback text. */
    static final String NO_CANDIDATE_PASSED = "no-candidate-passed";

    /** Refusal of a prompt whose sampling settings no model can follow. */
    static final String INVALID_SAMPLING = "invalid-sampling";

    private final ModelInfo model;
    private final int maxCharacters;

    /** @param maxCharacters longest text that is sent, in Unicode characters, at least 1 */
    ReplyAssembler(ModelInfo model, int maxCharacters) {
        this.model = model;
        this.maxCharacters = maxCharacters;
    }

    /** @param generatedAt when the worker finished, its wall clock */
    Reply assemble(Prompt prompt, GenerationResult result, Instant generatedAt) {
        var reply = about(prompt).setGeneratedAt(generatedAt);
        if (result instanceof Generated generated) {
            var candidates = candidates(prompt, generated.candidates());
            reply.setCandidates(candidates).setProvenance(provenance(prompt, generated.promptTokenCount()));
            var sent = candidates.stream()
                    .filter(candidate -> candidate.getVerdicts().isEmpty())
                    .findFirst();
            return sent.isPresent()
                    ? with(reply, ReplyOutcome.GENERATED, sent.get().getText(), null)
                    : without(reply, prompt, NO_CANDIDATE_PASSED);
        }
        var refused = (Refused) result;
        reply.setProvenance(provenance(prompt, refused.promptTokens()));
        return without(reply, prompt, refused.reason().code());
    }

    /** The reply to a prompt that the model cannot be asked, because its settings are wrong. */
    Reply refuse(Prompt prompt, String reason, Instant generatedAt) {
        return without(about(prompt).setGeneratedAt(generatedAt), prompt, reason);
    }

    private static Reply without(Reply.Builder reply, Prompt prompt, String refusal) {
        return prompt.getFallbackText().isBlank()
                ? with(reply, ReplyOutcome.REFUSED, null, refusal)
                : with(reply, ReplyOutcome.FALLBACK, prompt.getFallbackText(), refusal);
    }

    private static Reply with(
            Reply.Builder reply, ReplyOutcome outcome, @Nullable String text, @Nullable String refusal) {
        return reply.setOutcome(outcome).setText(text).setRefusal(refusal).build();
    }

    private List<Candidate> candidates(Prompt prompt, List<GeneratedCandidate> ranked) {
        var guardrails = new Guardrails(prompt.getMustMention(), maxCharacters);
        return ranked.stream()
                .map(candidate -> {
                    var text = candidate.text().strip();
                    return Candidate.newBuilder()
                            .setText(text)
                            .setTokens(candidate.tokenCount())
                            .setLogProbability(candidate.isScored() ? candidate.logProbability() : 0)
                            .setScore(candidate.isScored() ? candidate.score() : 0)
                            .setScored(candidate.isScored())
                            .setFinishReason(candidate.finishReason())
                            .setVerdicts(guardrails.verdicts(prompt.getText(), text, candidate.finishReason()).stream()
                                    .map(Verdict::code)
                                    .toList())
                            .build();
                })
                .toList();
    }

    private Provenance provenance(Prompt prompt, int promptTokens) {
        return Provenance.newBuilder()
                .setModelId(model.id())
                .setModelSha256(model.sha256())
                .setPrecision(model.precision())
                .setEngine(model.engine())
                .setPromptSha256(DerivedId.sha256Hex(prompt.getText()))
                .setTemplateSha256(prompt.getTemplateSha256())
                .setPromptTokens(promptTokens)
                .setSeed(prompt.getSeed())
                .setSampling(prompt.getSampling())
                .build();
    }

    private static Reply.Builder about(Prompt prompt) {
        return Reply.newBuilder()
                .setPromptId(prompt.getPromptId())
                .setCustomerId(prompt.getCustomerId())
                .setCampaignId(prompt.getCampaignId())
                .setCampaignVersion(prompt.getCampaignVersion())
                .setArm(prompt.getArm())
                .setChannel(prompt.getChannel())
                .setLanguage(prompt.getLanguage())
                .setProduct(prompt.getProduct())
                .setTriggeredAt(prompt.getTriggeredAt())
                .setTriggerReceivedAt(prompt.getTriggerReceivedAt());
    }
}
