package dev.rapport.enrichment.control;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets through what keeps the rules. What breaks one fails, which makes it a dead letter with its original bytes. */
final class CheckProcessor<V extends SpecificRecord> extends ContextualProcessor<String, V, String, V> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckProcessor.class);

    private final ControlRules.Rule<V> rule;
    private final ControlMeters meters;

    CheckProcessor(ControlRules.Rule<V> rule, ControlMeters meters) {
        this.rule = rule;
        this.meters = meters;
    }

    @Override
    public void process(Record<String, V> record) {
        @Nullable V accepted;
        try {
            accepted = accept(record.key(), record.value());
        } catch (InvalidRecordException e) {
            var topic = context().recordMetadata().map(at -> at.topic()).orElse("");
            meters.rejected(topic);
            LOG.atWarn()
                    .addKeyValue("topicName", topic)
                    .addKeyValue("key", record.key())
                    .addKeyValue("error", e.getMessage())
                    .log("record is rejected, what was accepted before stays in force");
            throw e;
        }
        context().forward(record.withValue(accepted));
    }

    private @Nullable V accept(@Nullable String key, @Nullable V value) {
        if (key == null) {
            // A compacted topic does not take a record without a key.
            throw new InvalidRecordException("the key is missing");
        }
        return value == null ? null : rule.accept(key, value);
    }
}
