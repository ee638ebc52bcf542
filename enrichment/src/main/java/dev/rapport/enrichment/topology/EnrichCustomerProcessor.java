package dev.rapport.enrichment.topology;

import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.SESSIONS;

import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.customer.consent.Suppressions;
import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.customer.profile.PublishStep;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.read.Withdrawals;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Owns all state of customers: reads it, takes the event through the steps, writes what changed and sends what goes out. */
final class EnrichCustomerProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final Function<Suppressions, Steps> stepsWith;
    private final Sessions sessions;
    private final CampaignIndex campaigns;
    private final EventKeys keys;
    private final Payloads payloads;
    private final PublishStep profiles;
    private final EnrichmentMeters meters;
    private final Sinks sinks;
    private KeyValueStore<String, Customer> store;
    private CustomerDrafts drafts;
    private SeenMessages seen;
    private WaitingRecords waiting;
    private CustomerTransfers transfers;
    private SourceTime time;
    private DueStore due;
    private SessionEnds ends;
    private AbsenceTriggers absences;
    private ScheduleTriggers schedules;
    private ScheduleWalk walk;
    private List<Step> steps;

    /**
     * @param stepsWith the steps in their order, from what is known of addresses
     * @param keys      hash what a message is known by
     * @param profiles  how customers are published whose fragments changed
     */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    EnrichCustomerProcessor(
            Function<Suppressions, Steps> stepsWith,
            Sessions sessions,
            CampaignIndex campaigns,
            EventKeys keys,
            Payloads payloads,
            PublishStep profiles,
            EnrichmentMeters meters,
            Sinks sinks) {
        this.stepsWith = stepsWith;
        this.sessions = sessions;
        this.campaigns = campaigns;
        this.keys = keys;
        this.payloads = payloads;
        this.profiles = profiles;
        this.meters = meters;
        this.sinks = sinks;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        store = context.getStateStore(StateStores.CUSTOMERS);
        drafts = new CustomerDrafts(store, context.getStateStore(StateStores.DECISIONS), campaigns);
        seen = SeenMessages.ofCustomers(context.getStateStore(StateStores.CUSTOMER_MESSAGES), keys);
        waiting = new WaitingRecords(context.getStateStore(StateStores.WAITING));
        time = new SourceTime(context.getStateStore(StateStores.TICKS));
        due = new DueStore(context.getStateStore(StateStores.DUE));
        ends = new SessionEnds(sessions, new CustomerSessions(store), due);
        ReadOnlyKeyValueStore<String, Suppression> suppressions = context.getStateStore(StateStores.SUPPRESSIONS);
        var all = stepsWith.apply(address -> Optional.ofNullable(suppressions.get(address)));
        steps = all.onEvent();
        var decisions = new TriggerDecisions(drafts, profiles, all.onTrigger());
        schedules = new ScheduleTriggers(store, campaigns.schedules(), decisions, time);
        walk = new ScheduleWalk(context.getStateStore(StateStores.SCHEDULE_WALK), store, campaigns.schedules());
        absences = new AbsenceTriggers(
                new AbsenceTriggers.Stores(store, context.getStateStore(StateStores.ABSENCES), due),
                campaigns,
                decisions,
                schedules,
                time,
                meters);
        var moves = new FragmentMoves(
                context, seen, payloads, new FragmentMoves.Views(profiles, sessions, ends, absences), sinks, meters);
        transfers = new CustomerTransfers(context, waiting, moves, payloads, sinks, meters, this::handle);
        context.schedule(
                WaitingLimit.INTERVAL, PunctuationType.WALL_CLOCK_TIME, new WaitingLimit(transfers, waiting)::check);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof Tick tick) {
            pass(record, tick);
        } else if (record.value() instanceof CustomerTransfer transfer) {
            transfers.receive(record, transfer);
        } else {
            var customer = store.get(record.key());
            if (record.value() instanceof ReadEvent event && isAtHome(event, customer)) {
                enrich(
                        record,
                        Redriven.mark(event, record.headers()),
                        customer == null ? Transits.unknown() : customer,
                        false);
            } else {
                transfers.receive(record, List.of());
            }
        }
    }

    /** Whether an event needs nothing but the state of its customer, as nearly every one does. */
    private static boolean isAtHome(ReadEvent event, @Nullable Customer customer) {
        return event.getAwaits() == null && (customer == null || customer.getTransit() == null);
    }

    /** A record that is where it belongs and has all that it needs. */
    private boolean handle(Record<String, SpecificRecord> record, Customer customer, boolean drained) {
        if (record.value() instanceof ReadEvent event) {
            return enrich(record, event, customer, drained);
        }
        if (record.value() instanceof Reply reply && !drafts.remember(record.key(), reply, customer)) {
            meters.replyToUnknown();
        }
        return true;
    }

    /**
     * Whenever this partition is complete up to a later time: does what is due, and says so to those who come after. It is
     * complete up to the receipt of the first record that waits.
     */
    private void pass(Record<String, SpecificRecord> record, Tick tick) {
        time.passed(tick, waiting.earliest()).ifPresent(completeUpTo -> {
            due.passed(completeUpTo.toEpochMilli(), entry -> {
                switch (entry.kind()) {
                    case SESSION_END -> ends.fire(entry, output -> forward(record, output));
                    case ABSENCE -> absences.fire(entry, output -> forward(record, output));
                }
            });
            walk.passed(completeUpTo.toEpochMilli());
            context()
                    .forward(
                            record.withValue(
                                    new Tick(context().taskId().partition(), completeUpTo, tick.getSourcePartitions())),
                            sinks.of(SESSIONS));
            context()
                    .forward(
                            record.withKey(Integer.toString(context().taskId().partition()))
                                    .withValue(new Tick(null, completeUpTo, 0)),
                            sinks.of(EVENTS_ENRICHED));
        });
        walk.advance((customerId, customer, upTo) -> {
            var unused = schedules.passed(customerId, customer, upTo, output -> forward(record, output));
        });
    }

    private void forward(Record<String, SpecificRecord> cause, Output<?> output) {
        meters.written(output);
        context().forward(cause.withKey(output.key()).withValue(output.value()), sinks.of(output.topic()));
    }

    /** Returns false where a step failed, and the event is not the current record of the task. */
    private boolean enrich(Record<String, SpecificRecord> record, ReadEvent captured, Customer known, boolean drained) {
        var counted = once(record.key(), captured);
        if (counted.isEmpty()) {
            return true;
        }
        if (counted.get().getHistory()) {
            meters.history();
        }
        var customer = known;
        Draft first;
        Draft draft;
        try {
            customer =
                    absences.passed(record.key(), known, captured.getReceivedAt(), output -> forward(record, output));
            first = drafts.open(record.key(), counted.get(), customer);
            draft = first;
            for (var step : steps) {
                draft = step.apply(draft);
            }
            draft = absences.noted(draft);
        } catch (RuntimeException e) {
            if (isSeen(captured, counted.get())) {
                seen.forget(record.key(), captured);
            }
            if (drained) {
                return false;
            }
            // The event becomes a dead letter that can be sent again: nothing of it stays, but a no.
            Withdrawals.of(counted.get())
                    .map(withdrawal -> Identified.as(withdrawal, captured.getFragmentId(), null))
                    .ifPresent(withdrawal -> withdraw(record, withdrawal, e));
            throw e;
        }
        write(record, customer, first, draft);
        return true;
    }

    /** What the steps make of the withdrawal in an event that they failed on, as far as they come. */
    private void withdraw(Record<String, SpecificRecord> record, ReadEvent withdrawal, RuntimeException failure) {
        // What was due may have changed the customer before the steps failed.
        var left = store.get(record.key());
        var customer = left == null ? Transits.unknown() : left;
        var first = drafts.open(record.key(), withdrawal, customer);
        var draft = first;
        try {
            for (var step : steps) {
                draft = step.apply(draft);
            }
        } catch (RuntimeException again) {
            failure.addSuppressed(again);
        }
        write(record, customer, first, draft);
    }

    /** The event, where the customer has not sent it under another id before; else the withdrawal that still counts. */
    private Optional<ReadEvent> once(String customerId, ReadEvent event) {
        if (!event.getWhole()) {
            return Optional.of(event);
        }
        return switch (seen.see(customerId, event)) {
            case FIRST -> Optional.of(event);
            case CONFLICT -> {
                if (!SeenMessages.isApart(event)) {
                    meters.conflict();
                }
                yield Optional.of(SeenMessages.apart(event));
            }
            case DUPLICATE -> {
                meters.repeated();
                yield Withdrawals.of(event).map(withdrawal -> Identified.as(withdrawal, event.getFragmentId(), null));
            }
        };
    }

    /** Whether an event that counts was remembered: what withdraws consent alone was not. */
    private static boolean isSeen(ReadEvent captured, ReadEvent counted) {
        return captured.getWhole() && counted.getWhole();
    }

    private void write(Record<String, SpecificRecord> record, Customer customer, Draft first, Draft last) {
        if (drafts.write(customer, first, last)) {
            ends.changed(
                    record.key(), drafts.session(customer, first), last.view().getSession());
            absences.changed(first, last);
        }
        meters.evictedTraits(last.evicted());
        for (var output : last.outputs()) {
            forward(record, output);
        }
    }
}
