package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.DecideStep;
import dev.rapport.enrichment.campaign.Exposures;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.step.Json;
import dev.rapport.enrichment.step.SuppressionStep;
import dev.rapport.schemas.CustomerProfile;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Asks every running campaign, in the order of their ids, what it does about the event. */
final class DecideCampaignsProcessor extends ContextualProcessor<String, SessionEvent, String, DecideStep.Verdict> {
    private static final DecisionHistory NOTHING = new DecisionHistory(List.of());

    private final CampaignIndex campaigns;
    private final Function<Predicate<CustomerProfile>, DecideStep> steps;
    private final Json json;
    private final EnrichmentMeters meters;
    private KeyValueStore<String, DecisionHistory> decisions;
    private DecideStep step;

    /** @param steps makes the step from what tells whether a customer has a suppressed address */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    DecideCampaignsProcessor(
            CampaignIndex campaigns,
            Function<Predicate<CustomerProfile>, DecideStep> steps,
            Json json,
            EnrichmentMeters meters) {
        this.campaigns = campaigns;
        this.steps = steps;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, DecideStep.Verdict> context) {
        super.init(context);
        decisions = context.getStateStore(StateStores.DECISIONS);
        step = steps.apply(new SuppressionStep(json, StateStores.suppressions(context))::isSuppressed);
    }

    @Override
    public void process(Record<String, SessionEvent> record) {
        for (var campaign : campaigns.running()) {
            var history = decisions.get(record.key());
            var before = history == null ? NOTHING : history;
            step.decide(campaign, record.value().event(), record.value().profile(), before)
                    .ifPresent(verdict -> {
                        verdict.exposure()
                                .ifPresent(exposure -> decisions.put(record.key(), Exposures.add(before, exposure)));
                        meters.decided(verdict.decision().getReason());
                        context().forward(record.withValue(verdict));
                    });
        }
    }
}
