package dev.rapport.scoring.history;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ledger of one customer: read from its store when it is first needed, written back only when it changed. */
final class OpenLedger<R, L extends Ledger<R, ?>> {
    private final LedgerStore<R> store;
    private final String customerId;
    private final Function<@Nullable R, L> open;
    private @Nullable R before;
    private @Nullable L ledger;

    OpenLedger(LedgerStore<R> store, String customerId, Function<@Nullable R, L> open) {
        this.store = store;
        this.customerId = customerId;
        this.open = open;
    }

    L get() {
        var opened = ledger;
        if (opened == null) {
            before = store.get(customerId);
            opened = open.apply(before);
            ledger = opened;
        }
        return opened;
    }

    void save() {
        if (ledger != null && ledger.isChanged()) {
            store.put(customerId, ledger.state());
        }
    }

    /** Puts back what was there before {@link #save()}. */
    void restore() {
        if (ledger != null && ledger.isChanged()) {
            store.put(customerId, before);
        }
    }
}
