package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.ProfileState;
import dev.rapport.enrichment.step.ConsentStep;
import dev.rapport.enrichment.step.Json;
import dev.rapport.enrichment.step.ProfileStep;
import dev.rapport.enrichment.step.SuppressionStep;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Brings the customer's profile up to date. */
final class UpdateProfileProcessor
        extends ContextualProcessor<String, ReadPayloadProcessor.Accepted, String, KnownEvent> {
    private final ProfileStep step;
    private final Json json;
    private final ConsentStep consents = new ConsentStep();
    private SuppressionStep suppressions;
    private KeyValueStore<String, ProfileState> profiles;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    UpdateProfileProcessor(ProfileStep step, Json json) {
        this.step = step;
        this.json = json;
    }

    @Override
    public void init(ProcessorContext<String, KnownEvent> context) {
        super.init(context);
        profiles = context.getStateStore(StateStores.PROFILES);
        suppressions = new SuppressionStep(json, StateStores.suppressions(context));
    }

    @Override
    public void process(Record<String, ReadPayloadProcessor.Accepted> record) {
        var read = record.value();
        var before = Optional.ofNullable(profiles.get(record.key()));
        var after = step.update(before, record.key(), read.event(), read.facts());
        profiles.put(record.key(), after);
        var profile = after.getProfile();
        var changed = consents.changes(before.map(ProfileState::getProfile), profile, read.event());
        var suppressed = suppressions.changes(read.event(), read.facts(), profile);
        context().forward(record.withValue(new KnownEvent(read.event(), read.facts(), profile, changed, suppressed)));
    }
}
