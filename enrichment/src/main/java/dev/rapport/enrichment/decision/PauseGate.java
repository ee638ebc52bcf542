package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the campaign writes at all for now. */
final class PauseGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.PAUSE;
    }

    @Override
    public Verdict check(Case it) {
        return it.campaign().isPaused() ? it.stops(DecisionReason.PAUSED, "paused", "not paused") : it.passes();
    }
}
