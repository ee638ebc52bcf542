package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.Goals;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Histories in memory, and which of their stores were read and written. */
public final class TestingHistories {
    private final ScoringRules rules;
    private final Map<String, Conversion> conversions = new TreeMap<>();

    public final Ledgers<Sessions> sessions = new Ledgers<>();
    public final Ledgers<Touchpoints> touchpoints = new Ledgers<>();
    public final Ledgers<Prompts> prompts = new Ledgers<>();
    public final Ledgers<Goals> goals = new Ledgers<>();
    public final Ledgers<Exposures> exposures = new Ledgers<>();

    /** One store. */
    public static final class Ledgers<R> implements LedgerStore<R> {
        private final Map<String, R> byCustomer = new HashMap<>();
        int reads;
        int writes;

        @Override
        public @Nullable R get(String customerId) {
            reads++;
            return byCustomer.get(customerId);
        }

        @Override
        public void put(String customerId, @Nullable R ledger) {
            writes++;
            if (ledger == null) {
                byCustomer.remove(customerId);
            } else {
                byCustomer.put(customerId, ledger);
            }
        }
    }

    public TestingHistories(ScoringRules rules) {
        this.rules = rules;
    }

    /** Records an event, a decision or a reply. */
    public CustomerHistory record(String customerId, SpecificRecord record) {
        return change(customerId, history -> {
            if (record instanceof EnrichedEvent event) {
                history.record(event);
            } else if (record instanceof Decision decision) {
                history.record(decision);
            } else if (record instanceof Reply reply) {
                history.record(reply);
            }
        });
    }

    /** Changes a history and saves it. */
    public CustomerHistory change(String customerId, Consumer<CustomerHistory> change) {
        var history = new CustomerHistory(rules, stores(), customerId, "");
        change.accept(history);
        history.save();
        keep(history.conversions());
        return history;
    }

    /** Where the histories are kept. */
    public HistoryStores stores() {
        return new HistoryStores(sessions, touchpoints, prompts, goals, exposures);
    }

    /** Takes conversions as they are written. */
    public void keep(List<Conversion> written) {
        written.forEach(last -> {
            if (last.getRetracted()) {
                conversions.remove(last.getConversionId());
            } else {
                conversions.put(last.getConversionId(), last);
            }
        });
    }

    /** The last conversion of every id. */
    public Map<String, Conversion> conversions() {
        return conversions;
    }

    /** All stores. */
    List<Ledgers<?>> all() {
        return List.of(sessions, touchpoints, prompts, goals, exposures);
    }
}
