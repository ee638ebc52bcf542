package dev.rapport.scoring.view;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Entries of a store in groups, of each group the newest. Keys are {@code prefix, group | time id}. Of an id the
 * earliest stays, so that entries may come in any order, and again.
 *
 * @param prefix what the keys begin with, so that a store may hold something else too
 * @param max    entries of a group, at least 1
 */
record NewestEntries(String prefix, int max) {
    private static final StringSerializer TEXT = new StringSerializer();

    /**
     * Puts an entry, unless the group has one with the id that is earlier.
     *
     * @return values that are evicted, because there are newer ones
     */
    List<byte[]> put(KeyValueStore<String, byte[]> store, String group, long time, String id, byte[] value) {
        var inGroup = prefix + KeyPart.of(group);
        var key = inGroup + SortableTime.of(time) + id;
        var oldestFirst = new TreeSet<String>();
        try (var entries = store.prefixScan(inGroup, TEXT)) {
            entries.forEachRemaining(entry -> oldestFirst.add(entry.key));
        }
        var same = oldestFirst.stream()
                .filter(known ->
                        known.substring(inGroup.length() + SortableTime.DIGITS).equals(id))
                .findFirst();
        if (same.isPresent()) {
            if (same.get().compareTo(key) < 0) {
                return List.of();
            }
            store.delete(same.get());
            oldestFirst.remove(same.get());
        }
        store.put(key, value);
        oldestFirst.add(key);
        var evicted = new ArrayList<byte[]>();
        while (oldestFirst.size() > max) {
            evicted.add(store.delete(oldestFirst.pollFirst()));
        }
        return evicted;
    }

    /** At most so many values of a group, newest first. */
    List<byte[]> newest(KeyValueStore<String, byte[]> store, String group, int limit) {
        var inGroup = prefix + KeyPart.of(group);
        var values = new ArrayList<byte[]>();
        try (var entries = store.reverseRange(inGroup, inGroup + SortableTime.AFTER_ALL)) {
            while (values.size() < limit && entries.hasNext()) {
                values.add(entries.next().value);
            }
        }
        return values;
    }
}
