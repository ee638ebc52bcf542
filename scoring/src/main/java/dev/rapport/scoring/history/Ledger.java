package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.MetricChanges;
import java.util.List;
import java.util.function.Predicate;

/**
 * One kind of thing that is remembered of a customer.
 *
 * @param <R> the record in its store
 * @param <T> what is remembered; every item is of one identity fragment
 */
interface Ledger<R, T> {
    /** True when {@link #state()} differs from what was read. */
    boolean isChanged();

    /** What to remember. */
    R state();

    /**
     * Takes items that were remembered elsewhere; they may be more than the bound until they are evicted. What they count
     * together is counted by the merge.
     *
     * @param out gets what is counted once, whoever has the items later
     */
    void take(List<T> items, MetricChanges out);

    /** Takes the items of some fragments out. */
    List<T> release(Predicate<String> isWanted);
}
