package dev.rapport.scoring.api.view;

import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.FinishReason;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reply with its candidates and how it came to be. */
public record ReplyView(
        String promptId,
        String customerId,
        @Nullable String userId,
        @Nullable String anonymousId,
        String campaignId,
        int campaignVersion,
        String arm,
        String channel,
        String language,
        ReplyOutcome outcome,
        @Nullable String text,
        @Nullable ProductView product,
        List<CandidateView> candidates,
        @Nullable String refusal,
        @Nullable ProvenanceView provenance,
        Instant triggeredAt,
        Instant triggerReceivedAt,
        Instant generatedAt,
        String purpose,
        boolean reviewRequired,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt) {
    public static ReplyView of(Reply reply) {
        return new ReplyView(
                reply.getPromptId(),
                reply.getCustomerId(),
                reply.getUserId(),
                reply.getAnonymousId(),
                reply.getCampaignId(),
                reply.getCampaignVersion(),
                reply.getArm(),
                reply.getChannel(),
                reply.getLanguage(),
                reply.getOutcome(),
                reply.getText(),
                ProductView.of(reply.getProduct()),
                reply.getCandidates().stream().map(CandidateView::of).toList(),
                reply.getRefusal(),
                ProvenanceView.of(reply.getProvenance()),
                reply.getTriggeredAt(),
                reply.getTriggerReceivedAt(),
                reply.getGeneratedAt(),
                reply.getPurpose(),
                reply.getReviewRequired(),
                reply.getNotBefore(),
                reply.getExpiresAt());
    }

    /** A text that the model wrote. */
    public record CandidateView(
            String text,
            int tokens,
            double logProbability,
            double score,
            FinishReason finishReason,
            List<String> verdicts,
            boolean scored,
            int attempt) {
        static CandidateView of(Candidate candidate) {
            return new CandidateView(
                    candidate.getText(),
                    candidate.getTokens(),
                    candidate.getLogProbability(),
                    candidate.getScore(),
                    candidate.getFinishReason(),
                    candidate.getVerdicts(),
                    candidate.getScored(),
                    candidate.getAttempt());
        }
    }
}
