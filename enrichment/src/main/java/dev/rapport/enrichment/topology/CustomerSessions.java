package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.fragment.FragmentSessions;
import dev.rapport.enrichment.customer.fragment.Transits;
import dev.rapport.enrichment.customer.fragment.View;
import dev.rapport.enrichment.state.Customer;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.SessionState;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Sessions, as they are part of what is kept of a customer. */
record CustomerSessions(KeyValueStore<String, Customer> customers) implements SessionEnds.States {
    @Override
    public @Nullable SessionState of(String customerId) {
        var known = customers.get(customerId);
        return known == null ? null : FragmentSessions.current(known.getFragments());
    }

    @Override
    public CustomerState customer(String customerId) {
        return View.of(customerId, customers.get(customerId).getFragments());
    }

    @Override
    public void put(String customerId, SessionState session) {
        var known = customers.get(customerId);
        if (known != null) {
            customers.put(customerId, Transits.with(known, FragmentSessions.with(known.getFragments(), session)));
        }
    }
}
