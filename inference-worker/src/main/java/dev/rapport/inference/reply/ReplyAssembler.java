package dev.rapport.inference.reply;

import dev.rapport.inference.generation.CounterRandom;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.reply.guardrail.Guardrails;
import dev.rapport.inference.text.GenerationResult.Refusal;
import dev.rapport.inference.text.GenerationResult.Refused;
import dev.rapport.schemas.FitCheck;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one reply of a prompt: the first candidate that passes the guardrails, else the campaign's fallback text if it
 * passes those for fallback texts, else a refusal. A fallback, too, says why the model's text is not sent. Pure.
 */
final class ReplyAssembler {
    /** Refusal when the model wrote, but nothing that may be sent, and there is no fallback text. */
    static final String NO_CANDIDATE_PASSED = "no-candidate-passed";

    /** Refusal of a prompt that names another model than the worker has. */
    static final String MODEL_NOT_SERVED = "model-not-served";

    /** Refusal of a prompt whose sampling settings no model can follow. */
    static final String INVALID_SAMPLING = "invalid-sampling";

    /** Refusal when a fallback text may not be sent either; the guardrail that it failed follows. */
    private static final String FALLBACK_FAILED = "fallback-";

    private final ModelInfo model;

    ReplyAssembler(ModelInfo model) {
        this.model = model;
    }

    /**
     * The reply when the model wrote.
     *
     * @param guardrails  of the prompt
     * @param attempts    at least one, in their order
     * @param generatedAt when the worker finished, its wall clock
     */
    Reply assemble(Prompt prompt, Guardrails guardrails, List<Attempt> attempts, Instant generatedAt) {
        var last = attempts.get(attempts.size() - 1);
        var reply = about(prompt)
                .setGeneratedAt(generatedAt)
                .setCandidates(attempts.stream()
                        .flatMap(attempt -> attempt.candidates().stream())
                        .toList())
                .setProvenance(provenance(prompt, last.promptTokens())
                        .setDroppedPromptTokens(last.droppedPromptTokens())
                        .setAttemptSeeds(seeds(prompt, attempts.size()))
                        .build());
        var chosen = last.chosen();
        return chosen.isPresent()
                ? with(
                        reply.setReviewRequired(prompt.getRules().getFit() == FitCheck.REVIEW),
                        ReplyOutcome.GENERATED,
                        chosen.get().getText(),
                        null)
                : without(reply, prompt, guardrails, NO_CANDIDATE_PASSED);
    }

    /** The reply when the model refuses the prompt. Of one that expired not even the fallback text is sent. */
    Reply refuse(Prompt prompt, Guardrails guardrails, Refused refused, Instant generatedAt) {
        var reply = about(prompt)
                .setGeneratedAt(generatedAt)
                .setProvenance(provenance(prompt, refused.promptTokens())
                        .setAttemptSeeds(seeds(prompt, 1))
                        .build());
        var reason = refused.reason().code();
        return refused.reason() == Refusal.EXPIRED
                ? with(reply, ReplyOutcome.REFUSED, null, reason)
                : without(reply, prompt, guardrails, reason);
    }

    /** The reply to a prompt that had expired before the model was given it. */
    static Reply expired(Prompt prompt, Instant generatedAt) {
        return with(about(prompt).setGeneratedAt(generatedAt), ReplyOutcome.REFUSED, null, Refusal.EXPIRED.code());
    }

    /** The reply to a prompt that the model is not given, because its campaign is paused. */
    static Reply paused(Prompt prompt, Instant generatedAt) {
        return with(about(prompt).setGeneratedAt(generatedAt), ReplyOutcome.REFUSED, null, Withheld.CAMPAIGN_PAUSED);
    }

    /** The reply to a prompt that the model is not given, because its settings are wrong. */
    Reply refuse(Prompt prompt, Guardrails guardrails, String reason, Instant generatedAt) {
        return without(about(prompt).setGeneratedAt(generatedAt), prompt, guardrails, reason);
    }

    private static Reply without(Reply.Builder reply, Prompt prompt, Guardrails guardrails, String refusal) {
        var fallback = prompt.getFallbackText();
        if (fallback.isBlank()) {
            return with(reply, ReplyOutcome.REFUSED, null, refusal);
        }
        return guardrails.verdictsOfFallback(fallback).stream()
                .findFirst()
                .map(failed -> with(reply, ReplyOutcome.REFUSED, null, FALLBACK_FAILED + failed.code()))
                .orElseGet(() -> with(reply, ReplyOutcome.FALLBACK, fallback, refusal));
    }

    private static Reply with(
            Reply.Builder reply, ReplyOutcome outcome, @Nullable String text, @Nullable String refusal) {
        return reply.setOutcome(outcome).setText(text).setRefusal(refusal).build();
    }

    private static List<Long> seeds(Prompt prompt, int attempts) {
        return IntStream.rangeClosed(1, attempts)
                .mapToObj(attempt -> RetrySeed.of(prompt.getSeed(), attempt))
                .toList();
    }

    private Provenance.Builder provenance(Prompt prompt, int promptTokens) {
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
                .setRanking(CandidateOrder.rule(prompt))
                .setSampler(CounterRandom.NAME)
                .setSamplerVersion(model.samplerVersion())
                .setCpuCapability(model.cpuCapability())
                .setThreads(model.threads());
    }

    private static Reply.Builder about(Prompt prompt) {
        return Reply.newBuilder()
                .setPromptId(prompt.getPromptId())
                .setCustomerId(prompt.getCustomerId())
                .setFragmentId(prompt.getFragmentId())
                .setUserId(prompt.getUserId())
                .setAnonymousId(prompt.getAnonymousId())
                .setCampaignId(prompt.getCampaignId())
                .setCampaignVersion(prompt.getCampaignVersion())
                .setArm(prompt.getArm())
                .setChannel(prompt.getChannel())
                .setLanguage(prompt.getLanguage())
                .setProduct(prompt.getProduct())
                .setTriggeredAt(prompt.getTriggeredAt())
                .setTriggerReceivedAt(prompt.getTriggerReceivedAt())
                .setPurpose(prompt.getPurpose())
                .setNotBefore(prompt.getNotBefore())
                .setExpiresAt(prompt.getExpiresAt());
    }
}
