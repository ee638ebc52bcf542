package dev.rapport.scoring.history;

import org.jspecify.annotations.Nullable;

/**
 * Where one ledger of every customer is kept.
 *
 * @param <R> the record of a ledger
 */
public interface LedgerStore<R> {
    /** The ledger of a customer; null when there is none yet. */
    @Nullable R get(String customerId);

    /** @param ledger null to forget it */
    void put(String customerId, @Nullable R ledger);
}
