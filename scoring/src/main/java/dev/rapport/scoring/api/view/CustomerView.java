package dev.rapport.scoring.api.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.GateResult;
import dev.rapport.schemas.PathTouchpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer. What was found out while identifiers of the customer were still customers of their own is
 * part of it.
 *
 * @param profile     null before the first event that made one
 * @param decisions   newest first, as all that follows
 * @param touchpoints engagements with replies, and events that name their source
 * @param exposures   first exposure to every experiment
 */
public record CustomerView(
        String customerId,
        @Nullable ProfileView profile,
        List<DecisionView> decisions,
        List<TouchpointView> touchpoints,
        List<ExposureView> exposures,
        List<ReplyView> replies) {

    /** True when nothing is known. */
    @JsonIgnore
    public boolean isUnknown() {
        return profile == null
                && decisions.isEmpty()
                && touchpoints.isEmpty()
                && exposures.isEmpty()
                && replies.isEmpty();
    }

    /** A decision of a campaign. */
    public record DecisionView(
            String decisionId,
            String campaignId,
            int campaignVersion,
            DecisionReason reason,
            @Nullable String arm,
            String channel,
            @Nullable String promptId,
            String triggerName,
            Instant decidedAt,
            @Nullable String detail,
            List<GateView> gates) {
        public static DecisionView of(Decision decision) {
            return new DecisionView(
                    decision.getDecisionId(),
                    decision.getCampaignId(),
                    decision.getCampaignVersion(),
                    decision.getReason(),
                    decision.getArm(),
                    decision.getChannel(),
                    decision.getPromptId(),
                    decision.getTriggerName(),
                    decision.getDecidedAt(),
                    decision.getDetail(),
                    decision.getGates().stream().map(GateView::of).toList());
        }
    }

    /**
     * What a gate of a decision saw.
     *
     * @param passed false for the one that stopped it
     * @param value  of the customer, for reading
     * @param limit  of the campaign, for reading
     */
    public record GateView(DecisionGate gate, boolean passed, String value, String limit) {
        static GateView of(GateResult result) {
            return new GateView(result.getGate(), result.getPassed(), result.getValue(), result.getLimit());
        }
    }

    /** A touchpoint. */
    public record TouchpointView(
            @Nullable String promptId, String source, String kind, Instant occurredAt, String messageId) {
        /** @param source campaign of the reply, or the source that the event names */
        public static TouchpointView of(PathTouchpoint touchpoint, String source) {
            return new TouchpointView(
                    touchpoint.getPromptId(),
                    source,
                    touchpoint.getKind(),
                    touchpoint.getOccurredAt(),
                    touchpoint.getMessageId());
        }
    }

    /** The first exposure to an experiment. */
    public record ExposureView(String campaignId, String arm, String channel, Instant exposedAt) {
        public static ExposureView of(ExperimentExposure exposure) {
            return new ExposureView(
                    exposure.getCampaignId(), exposure.getArm(), exposure.getChannel(), exposure.getExposedAt());
        }
    }
}
