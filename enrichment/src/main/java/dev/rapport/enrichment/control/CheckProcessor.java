package dev.rapport.enrichment.control;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets through what keeps the rules. What breaks one fails, which makes it a dead letter with its original bytes. */
final class CheckProcessor<V extends SpecificRecord> extends ContextualProcessor<String, V, String, V> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckProcessor.class);

    private final ControlRules.Rule<V> rule;
    private final Effective<V> effective;
    private final String times;
    private final ControlMeters meters;
    private KeyValueStore<String, byte[]> timesById;

    /**
     * @param effective from when a version is in force
     * @param times     store of {@link EffectiveTimes}
     */
    @SuppressWarnings("NullAway.Init") // init() runs before process().
    CheckProcessor(ControlRules.Rule<V> rule, Effective<V> effective, String times, ControlMeters meters) {
        this.rule = rule;
        this.effective = effective;
        this.times = times;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, V> context) {
        super.init(context);
        timesById = context.getStateStore(times);
    }

    @Override
    public void process(Record<String, V> record) {
        @Nullable V accepted;
        try {
            accepted = accept(record);
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

    private @Nullable V accept(Record<String, V> record) {
        @Nullable String key = record.key();
        @Nullable V value = record.value();
        if (key == null) {
            // A compacted topic does not take a record without a key.
            throw new InvalidRecordException("the key is missing");
        }
        if (value == null) {
            // What comes after an end is in force from then on.
            timesById.delete(key);
            return null;
        }
        var now = Instant.ofEpochMilli(record.timestamp());
        var before = EffectiveTimes.of(timesById.get(key));
        var accepted = effective.complete(rule.accept(key, value), before.soonest(now));
        var after = before.with(effective.at(accepted), now);
        timesById.put(key, after.stored());
        return accepted;
    }
}
