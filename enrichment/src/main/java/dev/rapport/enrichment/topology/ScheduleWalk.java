package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.Customer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Walks over all customers of a partition when the time of a campaign has come, some at a time, so that events do not wait. Where
 * it is stands in a store: it goes on there after a restart. Who comes when changes nothing of what is decided.
 */
final class ScheduleWalk {
    /** Customers between two records of the stream: some tens of milliseconds. */
    static final int SLICE = 500;

    private static final String DONE = "done";
    private static final String TARGET = "target";
    private static final String POSITION = "position";

    /** What is done about a customer. */
    interface Visit {
        /** @param upTo in milliseconds since the epoch */
        void visit(String customerId, Customer customer, long upTo);
    }

    private final KeyValueStore<String, String> store;
    private final KeyValueStore<String, Customer> customers;
    private final Schedules schedules;

    ScheduleWalk(KeyValueStore<String, String> store, KeyValueStore<String, Customer> customers, Schedules schedules) {
        this.store = store;
        this.customers = customers;
        this.schedules = schedules;
    }

    /**
     * Begins where something has come since the last walk.
     *
     * @param completeUpTo everything that was received until then is here, in milliseconds since the epoch
     */
    void passed(long completeUpTo) {
        if (store.get(TARGET) != null) {
            return;
        }
        var done = store.get(DONE);
        if (schedules
                .between(done == null ? 0 : Long.parseLong(done), completeUpTo)
                .isEmpty()) {
            store.put(DONE, Long.toString(completeUpTo));
        } else {
            store.put(TARGET, Long.toString(completeUpTo));
        }
    }

    /** Goes on for some customers. */
    void advance(Visit visit) {
        var target = store.get(TARGET);
        if (target == null) {
            return;
        }
        var slice = slice(store.get(POSITION));
        slice.forEach(one -> visit.visit(one.key, one.value, Long.parseLong(target)));
        if (slice.size() < SLICE) {
            store.delete(POSITION);
            store.delete(TARGET);
            store.put(DONE, target);
        } else {
            store.put(POSITION, slice.get(slice.size() - 1).key);
        }
    }

    private List<KeyValue<String, Customer>> slice(@Nullable String after) {
        var slice = new ArrayList<KeyValue<String, Customer>>();
        try (var all = customers.range(after, null)) {
            while (all.hasNext() && slice.size() < SLICE) {
                var one = all.next();
                if (!one.key.equals(after)) {
                    slice.add(one);
                }
            }
        }
        return slice;
    }
}
