package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.due.Due;
import dev.rapport.enrichment.customer.due.DueKind;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is due, by time. An entry says only whom to look at; what to do is a matter of their state then. */
final class DueStore {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<String, byte[]> byTime;

    DueStore(KeyValueStore<String, byte[]> byTime) {
        this.byTime = byTime;
    }

    private void add(Due due) {
        byTime.put(due.key(), NOTHING);
    }

    private void remove(Due due) {
        byTime.delete(due.key());
    }

    /** Moves the entry of a customer; 0 is none. */
    void move(String customerId, DueKind kind, long from, long to) {
        if (from == to) {
            return;
        }
        if (from != 0) {
            remove(new Due(from, customerId, kind));
        }
        if (to != 0) {
            add(new Due(to, customerId, kind));
        }
    }

    /**
     * Looks at those who are due up to a time, in the order of time, then of customers. An entry is taken out before it is
     * looked at: one that fails does not hold up the others when the next tick comes.
     *
     * @param time everything that was received until then is here, in milliseconds since the epoch
     */
    void passed(long time, Consumer<Due> look) {
        var next = take("", time);
        while (next.isPresent()) {
            look.accept(next.get());
            next = take(next.get().key(), time);
        }
    }

    /**
     * Takes the next entry out.
     *
     * @param after key of the entry before, empty for the first: what was taken out lies in the way of a search
     * @param time  up to when, inclusive, in milliseconds since the epoch
     */
    private Optional<Due> take(String after, long time) {
        String key;
        try (var entries = byTime.range(after, Due.upTo(time + 1))) {
            if (!entries.hasNext()) {
                return Optional.empty();
            }
            key = entries.next().key;
        }
        byTime.delete(key);
        return Optional.of(Due.of(key));
    }
}
