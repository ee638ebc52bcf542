package dev.rapport.scoring.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a store in groups, of each group the newest. Of an id the earliest stays, so that entries may come in any order,
 * and again. Beside the entries, {@code group | time id}, are the time of every id and the number of entries of a group: an
 * entry costs the same however many there are.
 *
 * @param prefix what the keys begin with, so that a store may hold something else too
 * @param max    entries of a group, at least 1
 */
record NewestEntries(String prefix, int max) {
    /**
     * Puts an entry, unless the group has one with the id that is earlier.
     *
     * @return the value that is evicted, because there are newer ones
     */
    Optional<byte[]> put(KeyValueStore<String, byte[]> store, String group, long time, String id, byte[] value) {
        var timeKey = timesOf(group) + id;
        var sortable = SortableTime.of(time);
        var known = text(store.get(timeKey));
        if (known.isPresent() && known.get().compareTo(sortable) < 0) {
            return Optional.empty();
        }
        var inGroup = entriesOf(group);
        var size = text(store.get(sizeOf(group))).map(Integer::parseInt).orElse(0);
        if (known.isPresent()) {
            store.delete(inGroup + known.get() + id);
        } else {
            size++;
            store.put(sizeOf(group), Integer.toString(size).getBytes(UTF_8));
        }
        store.put(timeKey, sortable.getBytes(UTF_8));
        store.put(inGroup + sortable + id, value);
        return size > max ? evictOldest(store, group, size) : Optional.empty();
    }

    /** At most so many values of a group, newest first. */
    List<byte[]> newest(KeyValueStore<String, byte[]> store, String group, int limit) {
        var inGroup = entriesOf(group);
        var values = new ArrayList<byte[]>();
        try (var entries = store.reverseRange(inGroup, inGroup + SortableTime.AFTER_ALL)) {
            while (values.size() < limit && entries.hasNext()) {
                values.add(entries.next().value);
            }
        }
        return values;
    }

    private Optional<byte[]> evictOldest(KeyValueStore<String, byte[]> store, String group, int size) {
        var inGroup = entriesOf(group);
        String oldest;
        try (var entries = store.range(inGroup, inGroup + SortableTime.AFTER_ALL)) {
            oldest = entries.next().key;
        }
        store.delete(timesOf(group) + oldest.substring(inGroup.length() + SortableTime.DIGITS));
        store.put(sizeOf(group), Integer.toString(size - 1).getBytes(UTF_8));
        return Optional.ofNullable(store.delete(oldest));
    }

    private String entriesOf(String group) {
        return prefix + "entry|" + KeyPart.of(group);
    }

    private String timesOf(String group) {
        return prefix + "time|" + KeyPart.of(group);
    }

    private String sizeOf(String group) {
        return prefix + "size|" + KeyPart.of(group);
    }

    private static Optional<String> text(byte @Nullable [] bytes) {
        return Optional.ofNullable(bytes).map(known -> new String(known, UTF_8));
    }
}
