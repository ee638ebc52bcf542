package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.absence.AbsenceLog;
import dev.rapport.enrichment.customer.absence.DueAbsence;
import dev.rapport.enrichment.customer.due.Due;
import dev.rapport.enrichment.customer.due.DueKind;
import dev.rapport.enrichment.customer.fragment.Fragments;
import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.state.Absences;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.Fragment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets campaigns decide about what customers did not do, see docs/adr/0130. A customer has one entry among what is due: the
 * next of their absences. It fires by ticks, and by the next event of the customer as if the tick had come before it.
 */
final class AbsenceTriggers {
    /** What is kept of absences, and where. */
    record Stores(KeyValueStore<String, Customer> customers, KeyValueStore<String, Absences> absences, DueStore due) {}

    private final Stores stores;
    private final CampaignIndex campaigns;
    private final TriggerDecisions decisions;
    private final ScheduleTriggers schedules;
    private final SourceTime time;
    private final EnrichmentMeters meters;

    AbsenceTriggers(
            Stores stores,
            CampaignIndex campaigns,
            TriggerDecisions decisions,
            ScheduleTriggers schedules,
            SourceTime time,
            EnrichmentMeters meters) {
        this.stores = stores;
        this.campaigns = campaigns;
        this.decisions = decisions;
        this.schedules = schedules;
        this.time = time;
        this.meters = meters;
    }

    /** The draft of an event once it is known what it starts and what it ends; of nearly every event the same. */
    Draft noted(Draft draft) {
        var looking = campaigns.absencesOf(draft.event());
        if (looking.isEmpty()) {
            return draft;
        }
        var fragmentId = draft.owner().fragmentId();
        var noted = AbsenceLog.noted(stores.absences().get(fragmentId), draft.event(), looking);
        put(fragmentId, noted);
        return draft.with(CustomerStates.edit(draft.customer())
                .setAbsenceDueAt(AbsenceLog.nextDue(noted.absences()))
                .build());
    }

    /** An event was written. */
    void changed(Draft first, Draft last) {
        if (first.customer().getAbsenceDueAt() != last.customer().getAbsenceDueAt()) {
            stores.due()
                    .move(
                            last.customerId(),
                            DueKind.ABSENCE,
                            first.view().getAbsenceDueAt(),
                            last.view().getAbsenceDueAt());
        }
    }

    /** Fragments of a customer came or went. */
    void changed(String customerId, List<Fragment> before, List<Fragment> after) {
        stores.due().move(customerId, DueKind.ABSENCE, nextDue(before), nextDue(after));
    }

    /** What goes with a fragment to another customer; null for nothing. */
    @Nullable Absences of(String fragmentId) {
        return stores.absences().get(fragmentId);
    }

    /** A fragment went to another customer. */
    void leave(String fragmentId) {
        stores.absences().delete(fragmentId);
    }

    /** What came with a fragment from another customer. */
    void take(String heldBy, @Nullable Absences arriving) {
        if (arriving != null) {
            put(heldBy, AbsenceLog.both(stores.absences().get(heldBy), arriving));
        }
    }

    /** Looks at a customer who is due. */
    void fire(Due entry, Consumer<Output<?>> outputs) {
        var customer = stores.customers().get(entry.customerId());
        if (customer != null && nextDue(customer.getFragments()) == entry.at()) {
            var scheduled = schedules.passed(entry.customerId(), customer, entry.at(), outputs);
            var unused = fire(entry.customerId(), scheduled, entry.at(), outputs);
        }
    }

    /**
     * Does first what had come when an event of the customer was received, in the order of its times.
     *
     * @return the customer as that leaves them
     */
    Customer passed(String customerId, Customer customer, long receivedAt, Consumer<Output<?>> outputs) {
        if (Transits.of(customer).getAwaited() != null) {
            // What waits here was received before.
            return customer;
        }
        var left = customer;
        for (var due = nextDue(left.getFragments());
                due != 0 && due <= receivedAt;
                due = nextDue(left.getFragments())) {
            stores.due().move(customerId, DueKind.ABSENCE, due, 0);
            left = fire(customerId, schedules.passed(customerId, left, due, outputs), due, outputs);
        }
        return schedules.passed(customerId, left, receivedAt, outputs);
    }

    private Customer fire(String customerId, Customer customer, long upTo, Consumer<Output<?>> outputs) {
        var absences = new LinkedHashMap<String, Absences>();
        for (var one : customer.getFragments()) {
            var known = stores.absences().get(one.getFragmentId());
            if (known != null) {
                absences.put(one.getFragmentId(), known);
            }
        }
        var left = without(customer, absences, upTo);
        stores.customers().put(customerId, left);
        stores.due().move(customerId, DueKind.ABSENCE, 0, nextDue(left.getFragments()));
        for (var one : DueAbsence.upTo(upTo, absences)) {
            fire(customerId, left, one, outputs);
        }
        return left;
    }

    private Customer without(Customer customer, Map<String, Absences> absences, long upTo) {
        var fragments = customer.getFragments();
        for (var one : absences.entrySet()) {
            var rest = AbsenceLog.after(one.getValue(), upTo);
            stores.absences().put(one.getKey(), rest);
            var state = Fragments.state(fragments, one.getKey()).orElseThrow();
            fragments = Fragments.with(
                    fragments,
                    one.getKey(),
                    CustomerStates.edit(state)
                            .setAbsenceDueAt(AbsenceLog.nextDue(rest))
                            .build());
        }
        return Transits.with(customer, fragments);
    }

    private void fire(String customerId, Customer customer, DueAbsence due, Consumer<Output<?>> outputs) {
        var knownAt = time.knownAt(due.awaited().getDueAt());
        var inForce = campaigns.absence(due.campaignId(), knownAt);
        if (due.isFollowed()) {
            meters.followed();
        } else if (inForce.isEmpty()) {
            meters.absenceEnded();
        } else {
            meters.absent();
            var trigger = due.trigger(knownAt);
            decisions.decide(customerId, customer, trigger, inForce.get(), (campaign, profile) -> true, outputs);
        }
    }

    private void put(String fragmentId, AbsenceLog.Noted noted) {
        stores.absences().put(fragmentId, noted.absences());
        meters.evictedAbsences(noted.evicted());
    }

    private static long nextDue(List<Fragment> fragments) {
        var next = 0L;
        for (var one : fragments) {
            next = AbsenceLog.earlier(next, one.getState().getAbsenceDueAt());
        }
        return next;
    }
}
