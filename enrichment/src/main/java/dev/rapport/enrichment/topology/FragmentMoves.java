package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.consent.ConsentChanges;
import dev.rapport.enrichment.customer.fragment.FragmentSessions;
import dev.rapport.enrichment.customer.fragment.Fragments;
import dev.rapport.enrichment.customer.fragment.Parting;
import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.customer.fragment.View;
import dev.rapport.enrichment.customer.profile.PublishStep;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.decision.Exposures;
import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.MovedFragment;
import dev.rapport.enrichment.state.SeenMessage;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Takes fragments of a customer out and in, with all that is known of them. */
final class FragmentMoves {
    /** Who says what a merge changes about a consent. */
    private static final String SOURCE = "identities";

    /**
     * What follows from the fragments of a customer.
     *
     * @param ends     hears of customers' sessions
     * @param absences goes with the fragments
     */
    record Views(PublishStep profiles, Sessions sessions, SessionEnds ends, AbsenceTriggers absences) {}

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, Customer> customers;
    private final KeyValueStore<String, DecisionHistory> decisions;
    private final SeenMessages seen;
    private final Payloads payloads;
    private final Views views;
    private final Sinks sinks;
    private final EnrichmentMeters meters;

    FragmentMoves(
            ProcessorContext<String, SpecificRecord> context,
            SeenMessages seen,
            Payloads payloads,
            Views views,
            Sinks sinks,
            EnrichmentMeters meters) {
        this.context = context;
        this.customers = context.getStateStore(StateStores.CUSTOMERS);
        this.decisions = context.getStateStore(StateStores.DECISIONS);
        this.seen = seen;
        this.payloads = payloads;
        this.views = views;
        this.sinks = sinks;
        this.meters = meters;
    }

    /** Sends fragments to the customer whom they belong to from now on; what stays is written. */
    void move(Record<String, SpecificRecord> record, Move move, Customer customer) {
        var customerId = record.key();
        var cause = new Arrival(move.getFragmentId(), move.getVersion());
        var transit = Transits.of(customer);
        var fragments = customer.getFragments();
        if (!move.getCustomerId().equals(move.getFragmentId())) {
            send(
                    record,
                    move,
                    cause,
                    fragments.stream().map(one -> through(one, customerId)).toList(),
                    transit.getArrived());
            if (transit.getMovedTo() == null || transit.getVersion() < move.getVersion()) {
                customers.put(
                        customerId,
                        new Customer(List.of(), Transits.moved(transit, move.getCustomerId(), move.getVersion())));
            }
            publish(record, fragments, List.of(), Optional.empty(), move.getChangedAt());
        } else if (customerId.equals(move.getFragmentId())) {
            // Never left.
            customers.put(customerId, Transits.with(customer, Transits.arrived(transit, cause, move.getAwaited())));
        } else {
            var parting =
                    Parting.of(customerId, fragments, move.getFragmentId(), move.getChangedAt(), move.getReceivedAt());
            send(record, move, cause, parting.leaves(), List.of());
            customers.put(
                    customerId, Transits.with(new Customer(parting.stays(), null), Transits.parted(transit, cause)));
            publish(record, fragments, parting.stays(), Optional.empty(), move.getChangedAt());
        }
    }

    /** Takes in a fragment that comes from another customer. */
    void take(Record<String, SpecificRecord> record, MovedFragment moved, Customer customer) {
        var customerId = record.key();
        var before = customer.getFragments();
        var after = before;
        var fragment = moved.getFragment();
        if (fragment != null) {
            var absorbed = Fragments.absorb(customerId, before, fragment);
            after = absorbed.fragments();
            if (moved.getHistory() != null) {
                decisions.put(absorbed.heldBy(), both(decisions.get(absorbed.heldBy()), moved.getHistory()));
            }
            views.absences().take(absorbed.heldBy(), moved.getAbsences());
            meters.arrived(absorbed.heldBy().equals(fragment.getFragmentId()));
        }
        var joined = FragmentSessions.joined(after, views.sessions());
        after = joined.fragments();
        joined.ended().forEach(ended -> out(record, ended.of(customerId, View.of(customerId, joined.fragments()))));
        moved.getSeen().forEach(message -> seen.add(customerId, message));
        var known = Transits.of(customer);
        var transit = fragment == null ? known : Transits.joined(known, fragment.getFragmentId());
        if (moved.getLast()) {
            for (var arrival : moved.getArrived()) {
                transit = Transits.arrived(transit, arrival, true);
            }
            transit = Transits.arrived(transit, moved.getCause(), moved.getAwaited());
        }
        customers.put(customerId, Transits.with(Transits.with(customer, after), transit));
        var arrived = Optional.ofNullable(fragment).map(Fragment::getFragmentId);
        publish(record, before, after, arrived, moved.getChangedAt());
    }

    private void send(
            Record<String, SpecificRecord> record,
            Move move,
            Arrival cause,
            List<Fragment> fragments,
            List<Arrival> arrived) {
        if (fragments.isEmpty() && arrived.isEmpty() && !move.getAwaited()) {
            return;
        }
        var back = move.getCustomerId().equals(move.getFragmentId());
        var messages = seen.latest(record.key());
        // All of them are written before any of it is deleted: a record that is too large fails with everything in
        // place.
        var records = new ArrayList<CustomerTransfer>();
        for (var number = 0; number < Math.max(1, fragments.size()); number++) {
            var last = number >= fragments.size() - 1;
            var fragment = fragments.isEmpty() ? null : fragments.get(number);
            var moved = new MovedFragment(
                    cause,
                    back,
                    move.getAwaited(),
                    move.getChangedAt(),
                    fragment,
                    fragment == null ? null : decisions.get(fragment.getFragmentId()),
                    last,
                    last ? messages : List.<SeenMessage>of(),
                    last ? arrived : List.<Arrival>of(),
                    fragment == null ? null : views.absences().of(fragment.getFragmentId()));
            records.add(payloads.wrap(List.of(record.key()), moved));
        }
        fragments.forEach(fragment -> {
            decisions.delete(fragment.getFragmentId());
            views.absences().leave(fragment.getFragmentId());
        });
        records.forEach(one ->
                context.forward(record.withKey(move.getCustomerId()).withValue(one), sinks.of(Topics.TRANSFERS)));
        meters.moved(fragments.size());
    }

    /**
     * What others see of a customer whose fragments changed.
     *
     * @param arrived the fragment that came, whether it is kept as one of its own or not
     */
    private void publish(
            Record<String, SpecificRecord> record,
            List<Fragment> before,
            List<Fragment> after,
            Optional<String> arrived,
            long changedAt) {
        var customerId = record.key();
        views.ends().changed(customerId, FragmentSessions.current(before), FragmentSessions.current(after));
        views.absences().changed(customerId, before, after);
        if (after.isEmpty()) {
            if (!before.isEmpty()) {
                out(record, new Output<>(Topics.PROFILES, customerId, null));
            }
            return;
        }
        var view = View.of(customerId, after);
        out(record, new Output<>(Topics.PROFILES, customerId, views.profiles().profile(customerId, view)));
        ConsentChanges.between(
                        customerId,
                        Fragments.mergedIds(customerId, after),
                        arrived.filter(id -> !id.equals(customerId)),
                        consents(customerId, before),
                        view.getConsents(),
                        changedAt,
                        SOURCE)
                .forEach(change -> out(record, change));
    }

    private void out(Record<String, SpecificRecord> record, Output<?> output) {
        meters.written(output);
        context.forward(record.withKey(output.key()).withValue(output.value()), sinks.of(output.topic()));
    }

    private static Map<String, ConsentMark> consents(String customerId, List<Fragment> fragments) {
        return fragments.isEmpty() ? Map.of() : View.of(customerId, fragments).getConsents();
    }

    /** The fragment once it leaves a customer whom it was part of. */
    private static Fragment through(Fragment fragment, String customerId) {
        if (fragment.getFragmentId().equals(customerId)) {
            return fragment;
        }
        var through = new ArrayList<>(fragment.getThrough());
        through.add(customerId);
        return new Fragment(fragment.getFragmentId(), through, fragment.getState());
    }

    private static DecisionHistory both(@Nullable DecisionHistory here, DecisionHistory arriving) {
        if (here == null) {
            return arriving;
        }
        return Exposures.both(here, arriving);
    }
}
