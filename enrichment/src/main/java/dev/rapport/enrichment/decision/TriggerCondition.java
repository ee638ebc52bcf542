package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.read.Json;
import java.util.Optional;

/** The condition of a trigger, {@code trigger.when}, and what conditions are evaluated on. */
final class TriggerCondition {
    private TriggerCondition() {}

    static Context context(Draft draft, Person person, Json json) {
        return new Context(draft.event(), person.state(), person.profile(), draft.exposures(), json);
    }

    /** Empty where the campaign has none. */
    static Optional<Condition> of(Campaign campaign) {
        return campaign.trigger() instanceof Trigger.Event trigger ? trigger.when() : Optional.empty();
    }
}
