package dev.rapport.scoring.history;

/**
 * One kind of thing that is remembered of a customer.
 *
 * @param <R> the record in its store
 */
interface Ledger<R> {
    /** True when {@link #state()} differs from what was read. */
    boolean isChanged();

    /** What to remember. */
    R state();
}
