package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.step.IdentityStep;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Gives every event the key of its customer and remembers which device is whose. */
final class ResolveIdentityProcessor extends ContextualProcessor<String, CapturedEvent, String, CapturedEvent> {
    private final IdentityStep step = new IdentityStep();
    private KeyValueStore<String, IdentityLink> links;

    @SuppressWarnings("NullAway.Init") // init() runs before process().
    ResolveIdentityProcessor() {}

    @Override
    public void init(ProcessorContext<String, CapturedEvent> context) {
        super.init(context);
        links = context.getStateStore(StateStores.LINKS);
    }

    @Override
    public void process(Record<String, CapturedEvent> record) {
        var event = record.value();
        var device = event.getAnonymousId();
        var resolution = step.resolve(event, link(device));
        if (device != null) {
            resolution.newLink().ifPresent(link -> links.put(device, link));
        }
        if (isAlias(event) && record.key().equals(event.getPreviousId())) {
            step.alias(event, link(event.getPreviousId())).ifPresent(link -> links.put(event.getPreviousId(), link));
        }
        context().forward(record.withKey(resolution.customerId()));
    }

    static boolean isAlias(CapturedEvent event) {
        return event.getType() == EventType.ALIAS && event.getPreviousId() != null;
    }

    private Optional<IdentityLink> link(@Nullable String device) {
        return device == null ? Optional.empty() : Optional.ofNullable(links.get(device));
    }
}
