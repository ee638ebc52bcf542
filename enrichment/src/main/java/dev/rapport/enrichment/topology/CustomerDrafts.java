package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Owner;
import dev.rapport.enrichment.customer.fragment.Fragments;
import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.customer.fragment.View;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.Reply;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The state of customers: an event finds it in its draft, and what the steps changed is written. */
final class CustomerDrafts {
    private static final DecisionHistory NO_DECISIONS = new DecisionHistory(List.of());

    private final KeyValueStore<String, Customer> customers;
    private final KeyValueStore<String, DecisionHistory> decisions;
    private final CampaignIndex campaigns;

    CustomerDrafts(
            KeyValueStore<String, Customer> customers,
            KeyValueStore<String, DecisionHistory> decisions,
            CampaignIndex campaigns) {
        this.customers = customers;
        this.decisions = decisions;
        this.campaigns = campaigns;
    }

    /** The draft that the first step gets; an event of the past triggers nothing. */
    Draft open(String customerId, ReadEvent event, Customer customer) {
        return open(
                customerId,
                event,
                customer,
                event.getHistory() ? List.<Version<Campaign>>of() : campaigns.triggeredBy(event));
    }

    /** The draft of an event that triggers these campaigns. */
    Draft open(String customerId, ReadEvent event, Customer customer, List<Version<Campaign>> triggered) {
        var named = event.getFragmentId().isEmpty() ? customerId : event.getFragmentId();
        var fragmentId = Fragments.holderOf(customerId, named, customer.getFragments());
        var others = Fragments.without(customer.getFragments(), fragmentId);
        var state = Fragments.state(customer.getFragments(), fragmentId)
                .orElseGet(() -> CustomerStates.edit(CustomerStates.firstSeen(event.getOccurredAt()))
                        .setReceivedSince(event.getReceivedAt())
                        .build());
        var history = triggered.isEmpty() ? null : decisions.get(fragmentId);
        var owner = new Owner(
                customerId,
                fragmentId,
                Fragments.mergedIds(customerId, customer.getFragments()),
                own -> others.isEmpty() ? own : View.of(customerId, Fragments.with(others, fragmentId, own)),
                triggered.isEmpty() ? List.of() : exposures(others));
        return Draft.of(owner, event, state, triggered, history == null ? NO_DECISIONS : history);
    }

    /** The session of a customer before an event, null for one of whom nothing was known. */
    @Nullable SessionState session(Customer customer, Draft first) {
        return customer.getFragments().isEmpty() ? null : first.view().getSession();
    }

    /** Writes what changed between a customer's first and last draft; returns whether the customer did. */
    @SuppressWarnings(
            "ReferenceEquality") // A step that changes nothing hands on what it got; comparing all of it would cost
    // more.
    boolean write(Customer customer, Draft first, Draft last) {
        var fragmentId = last.owner().fragmentId();
        var changed = last.customer() != first.customer()
                || Fragments.state(customer.getFragments(), fragmentId).isEmpty();
        if (changed) {
            var fragments = Fragments.with(customer.getFragments(), fragmentId, last.customer());
            customers.put(last.customerId(), Transits.with(customer, fragments));
        }
        if (last.history() != first.history()) {
            decisions.put(fragmentId, last.history());
        }
        return changed;
    }

    /** What decisions from now on have seen; false for a customer of whom nothing is known. */
    boolean remember(String customerId, Reply reply, Customer customer) {
        var fragments = customer.getFragments();
        if (fragments.isEmpty()) {
            return false;
        }
        var named = reply.getFragmentId().isEmpty() ? reply.getCustomerId() : reply.getFragmentId();
        var fragmentId = Fragments.state(fragments, named).isPresent()
                ? named
                : fragments.get(0).getFragmentId();
        var state = CustomerStates.edit(Fragments.state(fragments, fragmentId).orElseThrow())
                .setLastReplyPromptId(reply.getPromptId())
                .setLastReplyAt(reply.getTriggerReceivedAt().toEpochMilli())
                .build();
        customers.put(customerId, Transits.with(customer, Fragments.with(fragments, fragmentId, state)));
        return true;
    }

    private List<Exposure> exposures(List<Fragment> fragments) {
        var exposures = new ArrayList<Exposure>();
        for (var one : fragments) {
            var history = decisions.get(one.getFragmentId());
            if (history != null) {
                exposures.addAll(history.getExposures());
            }
        }
        return exposures;
    }
}
