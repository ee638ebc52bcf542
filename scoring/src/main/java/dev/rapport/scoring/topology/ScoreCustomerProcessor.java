package dev.rapport.scoring.topology;

import dev.rapport.scoring.history.HistoryStores;
import dev.rapport.scoring.history.LedgerStore;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.merge.Merges;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Records in the customer's history, passes on what one record says by itself at once and other changes in batches. */
final class ScoreCustomerProcessor extends ContextualProcessor<String, CustomerInput, String, Scored> {
    private final ScoringRules rules;
    private final Batching batching;
    private @Nullable Merges customers;
    private @Nullable PendingChanges pending;

    ScoreCustomerProcessor(ScoringRules rules, Batching batching) {
        this.rules = rules;
        this.batching = batching;
    }

    @Override
    public void init(ProcessorContext<String, Scored> context) {
        super.init(context);
        customers = new Merges(
                rules,
                new HistoryStores(
                        ledger(ScoringStoreNames.SESSIONS),
                        ledger(ScoringStoreNames.TOUCHPOINTS),
                        ledger(ScoringStoreNames.PROMPTS),
                        ledger(ScoringStoreNames.GOALS),
                        ledger(ScoringStoreNames.EXPOSURES)));
        pending = new PendingChanges(
                context.getStateStore(ScoringStoreNames.PENDING_METRICS),
                context.getStateStore(ScoringStoreNames.PENDING_MOMENTS));
        context.schedule(batching.interval(), PunctuationType.WALL_CLOCK_TIME, this::passOn);
    }

    @Override
    public void process(Record<String, CustomerInput> record) {
        var changes = Objects.requireNonNull(pending);
        // Before anything is remembered: a record that fails leaves nothing behind, so that it can be sent again.
        var touchpoints = record.value().touchpoints();
        var exposures = record.value().exposures();
        var changed = record.value().changes(Objects.requireNonNull(customers), record.key());
        changes.add(changed);
        if (record.value() instanceof CustomerInput.Occurred occurred) {
            changes.advance(occurred.event().getReceivedAt().toEpochMilli());
        }
        var atOnce = Scored.of(changed, touchpoints, exposures);
        if (!atOnce.isEmpty()) {
            context().forward(record.withValue(atOnce));
        }
        if (changes.records() >= batching.maxRecords()) {
            passOn(record.timestamp());
        }
    }

    private void passOn(long timestamp) {
        var changes = Objects.requireNonNull(pending);
        var drained = changes.drain();
        if (!drained.isEmpty()) {
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
            public void put(String customerId, @Nullable R ledger) {
                store.put(customerId, ledger);
            }
        };
    }
}
