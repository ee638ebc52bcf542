package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.Verdict.Failed;
import dev.rapport.enrichment.condition.Verdict.NoMatch;
import dev.rapport.enrichment.read.Json;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import java.util.Optional;

/** Whether the customer is one whom the campaign is for. A condition that cannot be evaluated fails the decision. */
final class AudienceGate implements Gate {
    private final Json json;

    AudienceGate(Json json) {
        this.json = json;
    }

    @Override
    public DecisionGate kind() {
        return DecisionGate.AUDIENCE;
    }

    @Override
    public Verdict check(Case it) {
        return failedTrigger(it).orElseGet(() -> it.campaign()
                .audience()
                .condition()
                .map(condition -> check(it, condition))
                .orElseGet(it::passes));
    }

    private Verdict check(Case it, Condition condition) {
        var verdict = condition.matches(TriggerCondition.context(it.draft(), it.person(), json));
        if (verdict instanceof Failed failed) {
            return failed(it, "audience", condition, failed);
        }
        if (verdict instanceof NoMatch no) {
            var value = no.absent().isEmpty() ? "does not hold" : no.absent() + " is absent";
            return it.stops(DecisionReason.NOT_IN_AUDIENCE, value, condition.text());
        }
        return it.passes("holds", condition.text());
    }

    /** An event for which {@code when} does not hold comes not as far as here; one of which it cannot be told does. */
    private Optional<Verdict> failedTrigger(Case it) {
        return TriggerCondition.of(it.campaign()).flatMap(when -> {
            var verdict = when.matches(TriggerCondition.context(it.draft(), it.person(), json));
            return verdict instanceof Failed failed
                    ? Optional.of(failed(it, "trigger.when", when, failed))
                    : Optional.empty();
        });
    }

    private static Verdict failed(Case it, String key, Condition condition, Failed failed) {
        return it.stops(DecisionReason.FAILED, "failed", condition.text(), key + ": " + failed.why());
    }
}
