package dev.rapport.scoring.topology;

import dev.rapport.schemas.Reply;
import dev.rapport.scoring.history.CustomerHistory;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.scoring.state.CustomerState;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Lets the customer's history take the record, keeps history and replies, and passes on what changed. */
final class ScoreCustomerProcessor implements FixedKeyProcessor<String, CustomerInput, Scored> {
    private final ScoringRules rules;
    private @Nullable FixedKeyProcessorContext<String, Scored> context;
    private @Nullable KeyValueStore<String, CustomerState> customers;
    private @Nullable KeyValueStore<String, Reply> replies;

    ScoreCustomerProcessor(ScoringRules rules) {
        this.rules = rules;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Scored> processorContext) {
        context = processorContext;
        customers = processorContext.getStateStore(ScoringTopology.CUSTOMERS);
        replies = processorContext.getStateStore(ScoringTopology.REPLIES_BY_PROMPT);
    }

    @Override
    public void process(FixedKeyRecord<String, CustomerInput> record) {
        var customerStore = Objects.requireNonNull(customers);
        var replyStore = Objects.requireNonNull(replies);
        var history = new CustomerHistory(rules, customerStore.get(record.key()));
        var input = record.value();
        if (input.event() != null) {
            history.take(input.event());
            OutsideExposure.of(input.event()).ifPresent(history::expose);
        }
        if (input.decision() != null) {
            history.take(input.decision());
        }
        if (input.reply() != null) {
            history.take(input.reply());
            replyStore.put(input.reply().getPromptId(), input.reply());
        }
        history.forgottenPrompts().forEach(replyStore::delete);
        if (history.changed()) {
            customerStore.put(record.key(), history.state());
        }
        var scored = new Scored(history.deltas().toRows(), history.conversions());
        Objects.requireNonNull(context).forward(record.withValue(scored));
    }
}
