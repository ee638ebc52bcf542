package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the trigger is still recent: nobody is written to about last year. */
final class TriggerAgeGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.TRIGGER_AGE;
    }

    @Override
    public Verdict check(Case it) {
        var maxAge = it.campaign().trigger().maxAge();
        var age = TriggerAge.of(it.event());
        var limit = "at most " + Spans.text(maxAge);
        return age.exceeds(maxAge)
                .map(why -> it.stops(DecisionReason.TRIGGER_TOO_OLD, age.text(), limit, why))
                .orElseGet(() -> it.passes(age.text(), limit));
    }
}
