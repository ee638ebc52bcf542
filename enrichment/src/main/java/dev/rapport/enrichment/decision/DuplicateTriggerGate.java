package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the same event made the campaign write before: its second receipt may come after the first is forgotten. */
final class DuplicateTriggerGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.DUPLICATE_TRIGGER;
    }

    @Override
    public Verdict check(Case it) {
        var trigger = it.trigger();
        var before = it.draft().exposures().getExposures().stream()
                .anyMatch(exposure -> exposure.getTrigger() == trigger
                        && exposure.getCampaignId().equals(it.campaign().id()));
        return before
                ? it.stops(DecisionReason.DUPLICATE_TRIGGER, "decided before", "once for each trigger")
                : it.passes("first", "once for each trigger");
    }
}
