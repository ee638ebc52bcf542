package dev.rapport.ingestion.letters;

import java.util.BitSet;
import java.util.TreeMap;

/**
 * Offsets of one partition: a bit for each, in pages, so that memory goes by how far they are spread and not by how large
 * they are. Not thread-safe.
 */
final class OffsetSet {
    private static final int PAGE_BITS = 16;
    private static final long PAGE_MASK = (1L << PAGE_BITS) - 1;

    private final TreeMap<Long, BitSet> pages = new TreeMap<>();

    void add(long offset) {
        pages.computeIfAbsent(offset >> PAGE_BITS, page -> new BitSet()).set(place(offset));
    }

    boolean contains(long offset) {
        var page = pages.get(offset >> PAGE_BITS);
        return page != null && page.get(place(offset));
    }

    /** Removes all smaller ones. */
    void removeBefore(long offset) {
        pages.headMap(offset >> PAGE_BITS).clear();
        var page = pages.get(offset >> PAGE_BITS);
        if (page != null) {
            page.clear(0, place(offset));
        }
    }

    void removeAll(OffsetSet others) {
        pages.forEach((number, page) -> {
            var other = others.pages.get(number);
            if (other != null) {
                page.andNot(other);
            }
        });
        pages.values().removeIf(BitSet::isEmpty);
    }

    long size() {
        return pages.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Pages that memory is used for. */
    int pages() {
        return pages.size();
    }

    private static int place(long offset) {
        return (int) (offset & PAGE_MASK);
    }
}
