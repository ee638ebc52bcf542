package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.customer.due.Due;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is due, by time. An entry says only whom to look at; what to do is a matter of their state then. */
final class DueStore {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<String, byte[]> byTime;

    DueStore(KeyValueStore<String, byte[]> byTime) {
        this.byTime = byTime;
    }

    void add(Due due) {
        byTime.put(due.key(), NOTHING);
    }

    void remove(Due due) {
        byTime.delete(due.key());
    }

    /**
     * Takes the next entry out.
     *
     * @param after key of the entry before, empty for the first: what was taken out lies in the way of a search
     * @param time  up to when, inclusive, in milliseconds since the epoch
     */
    Optional<Due> take(String after, long time) {
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
