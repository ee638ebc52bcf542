package dev.rapport.scoring.history;

import dev.rapport.scoring.state.Decisions;
import dev.rapport.scoring.state.RecentDecision;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest decisions about one customer, for people who look at the customer. */
final class DecisionLedger implements Ledger<Decisions> {
    static final int MAX_DECISIONS = 20;

    private static final Comparator<RecentDecision> BY_TIME =
            Comparator.comparingLong(RecentDecision::getDecidedAt).thenComparing(RecentDecision::getDecisionId);

    private final Latest<RecentDecision> decisions;
    private boolean changed;

    DecisionLedger(@Nullable Decisions remembered) {
        decisions = new Latest<>(remembered == null ? List.of() : remembered.getDecisions(), BY_TIME, MAX_DECISIONS);
    }

    void record(RecentDecision decision) {
        decisions.add(decision);
        changed = true;
    }

    @Override
    public boolean isChanged() {
        return changed;
    }

    @Override
    public Decisions state() {
        return new Decisions(decisions.items());
    }
}
