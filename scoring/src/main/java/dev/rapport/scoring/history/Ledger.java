package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.MetricChanges;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One kind of thing that is remembered of a customer.
 *
 * @param <R> the record in its store
 * @param <T> what is remembered; every item is of one identity fragment
 */
abstract class Ledger<R, T> {
    /** What is remembered; who changes it says so by {@link #change()}. */
    final Latest<T> latest;

    private final Function<T, String> fragmentId;
    private boolean changed;

    Ledger(List<T> remembered, Comparator<T> byTime, int max, Function<T, String> fragmentId) {
        latest = new Latest<>(remembered, byTime.thenComparing(fragmentId), max);
        this.fragmentId = fragmentId;
    }

    /** What to remember. */
    abstract R state();

    /**
     * Adds an item that was remembered elsewhere; there may be more than the bound until they are evicted. What items count
     * together is counted by the merge.
     *
     * @param out gets what is counted once, whoever has the item later
     */
    abstract void add(T item, MetricChanges out);

    /** Adds items, each as {@link #add(Object, MetricChanges)}. */
    final void addAll(List<T> items, MetricChanges out) {
        items.forEach(item -> add(item, out));
        changed |= !items.isEmpty();
    }

    /** Takes the items of some fragments out. */
    final List<T> release(Predicate<String> isWanted) {
        var released = latest.release(item -> isWanted.test(fragmentId.apply(item)));
        changed |= !released.isEmpty();
        return released;
    }

    /** Evicts the oldest above the bound. */
    final void evict() {
        latest.evictAll();
    }

    final void change() {
        changed = true;
    }

    /** True when {@link #state()} differs from what was read. */
    final boolean isChanged() {
        return changed;
    }
}
