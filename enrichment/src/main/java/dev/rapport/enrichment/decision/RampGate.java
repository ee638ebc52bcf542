package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Ramp;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the customer is among the share that the campaign is rolled out to at the time of the trigger. */
final class RampGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.RAMP;
    }

    @Override
    public Verdict check(Case it) {
        var ramp = it.campaign().experiment().ramp();
        if (ramp.equals(Ramp.ALL)) {
            return it.passes();
        }
        var bucket = Buckets.ofRamp(it.campaign().id(), it.draft().customerId());
        var share = ramp.at(it.at()).buckets();
        var value = "bucket " + bucket;
        var limit = "below " + share;
        return bucket < share ? it.passes(value, limit) : it.stops(DecisionReason.OUTSIDE_RAMP, value, limit);
    }
}
