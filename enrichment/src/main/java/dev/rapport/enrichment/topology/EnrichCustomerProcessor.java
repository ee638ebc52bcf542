package dev.rapport.enrichment.topology;

import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.Suppressions;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.Tick;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Owns all state of customers: reads it, takes the event through the steps, writes what changed and sends what goes out. */
final class EnrichCustomerProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private static final DecisionHistory NO_DECISIONS = new DecisionHistory(List.of());

    private final Function<Suppressions, List<Step>> stepsWith;
    private final Sessions sessions;
    private final CampaignIndex campaigns;
    private final EnrichmentMeters meters;
    private final Sinks sinks;
    private KeyValueStore<String, CustomerState> customers;
    private KeyValueStore<String, DecisionHistory> decisions;
    private SourceTime time;
    private SessionEnds ends;
    private List<Step> steps;

    /** @param stepsWith the steps in their order, from what is known of addresses */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    EnrichCustomerProcessor(
            Function<Suppressions, List<Step>> stepsWith,
            Sessions sessions,
            CampaignIndex campaigns,
            EnrichmentMeters meters,
            Sinks sinks) {
        this.stepsWith = stepsWith;
        this.sessions = sessions;
        this.campaigns = campaigns;
        this.meters = meters;
        this.sinks = sinks;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        customers = context.getStateStore(StateStores.CUSTOMERS);
        decisions = context.getStateStore(StateStores.DECISIONS);
        time = new SourceTime(context.getStateStore(StateStores.TICKS));
        ends = new SessionEnds(
                sessions, new CustomerSessions(customers), new DueStore(context.getStateStore(StateStores.DUE)));
        ReadOnlyKeyValueStore<String, Suppression> suppressions = context.getStateStore(StateStores.SUPPRESSIONS);
        steps = stepsWith.apply(address -> Optional.ofNullable(suppressions.get(address)));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof Reply reply) {
            remember(record.key(), reply);
        } else if (record.value() instanceof Tick tick) {
            pass(record, tick);
        } else {
            enrich(record, (ReadEvent) record.value());
        }
    }

    /** Whenever this partition is complete up to a later time: does what is due, and tells those who come after. */
    private void pass(Record<String, SpecificRecord> record, Tick tick) {
        time.passed(tick).ifPresent(completeUpTo -> {
            ends.passed(completeUpTo.toEpochMilli(), output -> forward(record, output));
            context()
                    .forward(
                            record.withKey(Integer.toString(context().taskId().partition()))
                                    .withValue(new Tick(null, completeUpTo, 0)),
                            sinks.of(EVENTS_ENRICHED));
        });
    }

    private void forward(Record<String, SpecificRecord> cause, Output<?> output) {
        meters.written(output);
        context().forward(cause.withKey(output.key()).withValue(output.value()), sinks.of(output.topic()));
    }

    /** What decisions from now on have seen. A reply to a customer of whom nothing is known is counted. */
    private void remember(String customerId, Reply reply) {
        var known = customers.get(customerId);
        if (known == null) {
            meters.replyToUnknown();
            return;
        }
        customers.put(
                customerId,
                CustomerStates.edit(known)
                        .setLastReplyPromptId(reply.getPromptId())
                        .build());
    }

    private void enrich(Record<String, SpecificRecord> record, ReadEvent event) {
        var known = customers.get(record.key());
        var first = draft(record.key(), event, known);
        var draft = first;
        try {
            for (var step : steps) {
                draft = step.apply(draft);
            }
        } finally {
            // Where a step fails, its event becomes a dead letter; what the steps before it found out stays, a no above
            // all.
            write(record, known, first, draft);
        }
    }

    private Draft draft(String customerId, ReadEvent event, @Nullable CustomerState known) {
        var customer = known == null ? CustomerStates.firstSeen(event.getOccurredAt()) : known;
        var triggered = campaigns.triggeredBy(event);
        var history = triggered.isEmpty() ? null : decisions.get(customerId);
        return Draft.of(customerId, event, customer, triggered, history == null ? NO_DECISIONS : history);
    }

    @SuppressWarnings(
            "ReferenceEquality") // A step that changes nothing hands on what it got; comparing all of it would cost
    // more.
    private void write(Record<String, SpecificRecord> record, @Nullable CustomerState known, Draft first, Draft last) {
        if (last.customer() != known) {
            customers.put(record.key(), last.customer());
            ends.changed(
                    record.key(),
                    known == null ? null : known.getSession(),
                    last.customer().getSession());
        }
        if (last.history() != first.history()) {
            decisions.put(record.key(), last.history());
        }
        meters.evictedTraits(last.evicted());
        for (var output : last.outputs()) {
            forward(record, output);
        }
    }
}
