package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Share;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the customer is held out, to compare those with who are written to. */
final class HoldoutGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.HOLDOUT;
    }

    @Override
    public Verdict check(Case it) {
        var holdout = it.campaign().experiment().holdout();
        if (holdout.equals(Share.NONE)) {
            return it.passes();
        }
        var assignment = it.foundAssignment();
        var value = "bucket " + assignment.bucket();
        var limit = "from " + holdout.buckets();
        return assignment.isHoldout() ? it.stops(DecisionReason.HOLDOUT, value, limit) : it.passes(value, limit);
    }
}
