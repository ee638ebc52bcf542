package dev.rapport.scoring.topology;

import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.history.HistoryStores;
import dev.rapport.scoring.history.LedgerStore;
import dev.rapport.scoring.history.ScoringRules;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Records in the customer's history, passes on conversions at once and other changes in batches. */
final class ScoreCustomerProcessor extends ContextualProcessor<String, CustomerInput, String, Scored> {
    private final ScoringRules rules;
    private final Batching batching;
    private @Nullable HistoryStores stores;
    private @Nullable PendingChanges pending;

    ScoreCustomerProcessor(ScoringRules rules, Batching batching) {
        this.rules = rules;
        this.batching = batching;
    }

    @Override
    public void init(ProcessorContext<String, Scored> context) {
        super.init(context);
        stores = new HistoryStores(
                ledger(ScoringStoreNames.SESSIONS),
                ledger(ScoringStoreNames.TOUCHPOINTS),
                ledger(ScoringStoreNames.PROMPTS),
                ledger(ScoringStoreNames.GOALS),
                ledger(ScoringStoreNames.EXPOSURES));
        pending = new PendingChanges(
                context.getStateStore(ScoringStoreNames.PENDING_METRICS),
                context.getStateStore(ScoringStoreNames.PENDING_MOMENTS));
        context.schedule(batching.interval(), PunctuationType.WALL_CLOCK_TIME, this::passOn);
    }

    @Override
    public void process(Record<String, CustomerInput> record) {
        var changes = Objects.requireNonNull(pending);
        var history = new CustomerHistory(rules, Objects.requireNonNull(stores), record.key());
        record.value().recordIn(history);
        history.save();
        changes.add(history);
        if (record.value() instanceof CustomerInput.Occurred occurred) {
            changes.advance(occurred.event().getReceivedAt().toEpochMilli());
        }
        if (!history.conversions().isEmpty()) {
            context().forward(record.withValue(Scored.of(history.conversions())));
        }
        if (changes.records() >= batching.maxRecords()) {
            passOn(record.timestamp());
        }
    }

    private void passOn(long timestamp) {
        var changes = Objects.requireNonNull(pending);
        var drained = changes.drain();
        if (!drained.metrics().isEmpty()
                || !drained.moments().isEmpty()
                || drained.time().isPresent()) {
            context().forward(new Record<>("", drained, Math.max(0, timestamp)));
        }
    }

    private <R> LedgerStore<R> ledger(String name) {
        KeyValueStore<String, R> store = context().getStateStore(name);
        return new LedgerStore<>() {
            @Override
            public @Nullable R get(String customerId) {
                return store.get(customerId);
            }

            @Override
            public void put(String customerId, R ledger) {
                store.put(customerId, ledger);
            }
        };
    }
}
