package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.cdc.Change.Nothing;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What change events said. */
public final class ChangeMeters {
    private static final CounterMeter CHANGES = CounterMeter.of(
            "rapport.cdc.changes",
            "rows",
            "Rows whose change was read from a topic, by operation: create, update, delete or snapshot.",
            "topic",
            "operation");
    private static final CounterMeter IGNORED = CounterMeter.of(
            "rapport.cdc.ignored",
            "records",
            "Change events with nothing to do: tombstone, heartbeat, transaction, schema_change, message, not_mapped (a"
                    + " table without a mapping) or no_rule (the mapping does not want the change).",
            "topic",
            "kind");
    private static final CounterMeter UNUSABLE = CounterMeter.of(
            "rapport.cdc.unusable",
            "records",
            "Change events that were rejected, by reason. CHANGE_WITHOUT_VALUES: records must be read again from their"
                    + " source.",
            "topic",
            "reason");

    private final MeterRegistry registry;

    public ChangeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void changed(String topic, Operation operation) {
        CHANGES.in(registry, topic, operation.label()).increment();
    }

    void ignored(String topic, Nothing.Kind kind) {
        IGNORED.in(registry, topic, kind.name().toLowerCase(Locale.ROOT)).increment();
    }

    void unusable(String topic, Enum<?> reason) {
        UNUSABLE.in(registry, topic, reason.name()).increment();
    }
}
