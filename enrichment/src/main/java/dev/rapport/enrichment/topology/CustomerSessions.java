package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.SessionState;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Sessions, as they are part of what is kept of a customer. */
record CustomerSessions(KeyValueStore<String, CustomerState> customers) implements SessionEnds.States {
    @Override
    public @Nullable SessionState of(String customerId) {
        var known = customers.get(customerId);
        return known == null ? null : known.getSession();
    }

    @Override
    public void put(String customerId, SessionState session) {
        var known = customers.get(customerId);
        if (known != null) {
            customers.put(
                    customerId, CustomerStates.edit(known).setSession(session).build());
        }
    }
}
