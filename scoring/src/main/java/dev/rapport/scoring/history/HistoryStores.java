package dev.rapport.scoring.history;

import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.Goals;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import org.jspecify.annotations.Nullable;

/**
 * The stores of histories, one a ledger: an event reads and writes only what it is about.
 *
 * @param sessions    sessions
 * @param touchpoints what conversions are credited to
 * @param prompts     prompts, and how their replies were engaged with
 * @param goals       goal events
 * @param exposures   first exposures to experiments
 */
public record HistoryStores(
        LedgerStore<Sessions> sessions,
        LedgerStore<Touchpoints> touchpoints,
        LedgerStore<Prompts> prompts,
        LedgerStore<Goals> goals,
        LedgerStore<Exposures> exposures) {
    /** Where nothing is kept: for records of customers who are kept elsewhere. */
    public static final HistoryStores NONE = new HistoryStores(none(), none(), none(), none(), none());

    private static <R> LedgerStore<R> none() {
        return new LedgerStore<>() {
            @Override
            public @Nullable R get(String customerId) {
                return null;
            }

            @Override
            public void put(String customerId, @Nullable R ledger) {
                // Kept elsewhere.
            }
        };
    }
}
