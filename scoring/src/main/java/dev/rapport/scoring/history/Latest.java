package dev.rapport.scoring.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The latest of something, at most so many. At the bound the oldest is evicted. */
final class Latest<T> {
    private final List<T> items;
    private final Comparator<T> byTime;
    private final int max;

    Latest(List<T> items, Comparator<T> byTime, int max) {
        this.items = new ArrayList<>(items);
        this.byTime = byTime;
        this.max = max;
    }

    /** In no order. */
    List<T> items() {
        return items;
    }

    Optional<T> find(Predicate<T> isWanted) {
        for (var item : items) {
            if (isWanted.test(item)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    List<T> findAll(Predicate<T> isWanted) {
        var found = new ArrayList<T>(1);
        for (var item : items) {
            if (isWanted.test(item)) {
                found.add(item);
            }
        }
        return found;
    }

    /** True when an item would be evicted at once. */
    boolean isTooOld(T item) {
        return items.size() >= max && byTime.compare(item, oldest()) < 0;
    }

    /**
     * Adds an item.
     *
     * @return the one that is evicted for it; itself when it is too old
     */
    Optional<T> add(T item) {
        addAboveBound(item);
        return evict();
    }

    /** Adds an item; {@link #evict()} must follow. */
    void addAboveBound(T item) {
        items.add(item);
    }

    /** Evicts the oldest if there is one too many. */
    Optional<T> evict() {
        if (items.size() <= max) {
            return Optional.empty();
        }
        var oldest = oldest();
        items.remove(oldest);
        return Optional.of(oldest);
    }

    /** Evicts the oldest until there are not too many. */
    void evictAll() {
        while (evict().isPresent()) {
            // The next oldest.
        }
    }

    /** Puts an item in the place of another that is among them. */
    void replace(T before, T after) {
        items.set(items.indexOf(before), after);
    }

    /** Puts an item in the place of another, or beside the others if there is none. */
    void putAboveBound(Optional<T> before, T after) {
        if (before.isPresent()) {
            replace(before.get(), after);
        } else {
            addAboveBound(after);
        }
    }

    /** Takes items out. */
    List<T> release(Predicate<T> isWanted) {
        var released = findAll(isWanted);
        items.removeIf(isWanted);
        return released;
    }

    private T oldest() {
        return items.stream().min(byTime).orElseThrow();
    }
}
