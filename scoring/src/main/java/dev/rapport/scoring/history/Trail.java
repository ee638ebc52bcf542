package dev.rapport.scoring.history;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.scoring.state.Exposure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Touchpoints and exposures that a record tells by itself, without what came before it. */
public final class Trail {
    /** Source of a touchpoint whose reply tells the campaign. */
    private static final String REPLY = "unknown";

    private Trail() {}

    /** An engagement with a reply, and the source that an event names. */
    public static List<PathTouchpoint> touchpoints(EnrichedEvent received) {
        var event = ShortText.in(received);
        var touchpoints = new ArrayList<PathTouchpoint>();
        NameText.of(event.getUtmSource())
                .ifPresent(source -> touchpoints.add(PathTouchpoint.newBuilder()
                        .setMessageId(event.getMessageId())
                        .setOccurredAt(event.getOccurredAt())
                        .setKind("utm")
                        .setSource(source)
                        .build()));
        if (event.getType() == EventType.TRACK && event.getName() != null && event.getPromptId() != null) {
            EngagementKind.ofEvent(event.getName())
                    .filter(EngagementKind::isTouchpoint)
                    .ifPresent(kind -> touchpoints.add(PathTouchpoint.newBuilder()
                            .setMessageId(event.getMessageId())
                            .setOccurredAt(event.getOccurredAt())
                            .setKind(kind.countName())
                            .setSource(REPLY)
                            .setPromptId(event.getPromptId())
                            .build()));
        }
        return touchpoints;
    }

    /** An exposure to an experiment that others assign. */
    public static ExperimentExposure outside(Exposure received) {
        var exposure = ShortText.in(received);
        return new ExperimentExposure(
                exposure.getCampaignId(),
                true,
                exposure.getArm(),
                exposure.getChannel(),
                Instant.ofEpochMilli(exposure.getExposedAt()),
                exposure.getCauseId());
    }

    /** An exposure to a campaign: who is held out is exposed too. */
    public static List<ExperimentExposure> exposures(Decision received) {
        if (received.getReason() != DecisionReason.SENT && received.getReason() != DecisionReason.HOLDOUT) {
            return List.of();
        }
        var decision = ShortText.in(received);
        return List.of(new ExperimentExposure(
                decision.getCampaignId(),
                false,
                decision.getArm() == null ? "" : decision.getArm(),
                decision.getChannel(),
                decision.getDecidedAt(),
                decision.getDecisionId()));
    }
}
