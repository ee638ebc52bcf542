package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.FrequencyCap.Scope;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.read.Json;
import java.util.List;

/**
 * What is looked at before a message, in this order. Everything before the holdout is the same for all customers, and what
 * is written is written for the holdout too: HOLDOUT means that a message would have been sent. See docs/adr/0012 and 0125.
 */
final class Gates {
    private Gates() {}

    static List<Gate> inOrder(Catalogs catalogs, Recommender recommender, PromptWriter writer, Json json) {
        return List.of(
                new PauseGate(),
                new TriggerAgeGate(),
                new DuplicateTriggerGate(),
                new WindowGate(),
                new AudienceGate(json),
                new LayerGate(),
                new RampGate(),
                new ReEntryGate(),
                new ConsentGate(),
                new SubjectGate(catalogs, recommender),
                new SendTimeGate(),
                new CapGate(Scope.CAMPAIGN),
                new CapGate(Scope.CHANNEL),
                new CapGate(Scope.GLOBAL),
                new PromptGate(writer),
                new HoldoutGate(),
                new ArmGate());
    }
}
