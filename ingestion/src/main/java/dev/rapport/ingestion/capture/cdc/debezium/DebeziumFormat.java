package dev.rapport.ingestion.capture.cdc.debezium;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Nothing;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.Change.Unusable;
import dev.rapport.ingestion.capture.cdc.ChangeFormat;
import dev.rapport.ingestion.capture.cdc.Values;
import dev.rapport.schemas.RejectionReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record of Debezium is: a change in its envelope, a flattened row, or one of the records beside them. */
public final class DebeziumFormat implements ChangeFormat {
    private static final Set<String> HEARTBEAT = Set.of("ts_ms", "ts_us", "ts_ns");

    private final boolean tombstonesDelete;

    /**
     * @param tombstonesDelete whether a null value is the deletion of its key: so where rows are flattened and deletions are
     *     not rewritten. Behind the envelope of a deletion it says nothing new
     */
    public DebeziumFormat(boolean tombstonesDelete) {
        this.tombstonesDelete = tombstonesDelete;
    }

    @Override
    public List<Change> read(Message message) {
        var value = message.value();
        return List.of(value == null ? tombstone(message) : change(message, value));
    }

    private Change tombstone(Message message) {
        return tombstonesDelete && !message.key().isEmpty()
                ? FlattenedRow.deleted(message)
                : new Nothing(Nothing.Kind.TOMBSTONE);
    }

    private static Change change(Message message, Map<String, @Nullable Object> value) {
        if (value.containsKey("op") && (value.containsKey("before") || value.containsKey("after"))) {
            return envelope(message, value);
        }
        if (value.isEmpty()) {
            return new Unusable(RejectionReason.INVALID_FIELD, "the row does not have columns");
        }
        if (HEARTBEAT.containsAll(value.keySet())) {
            return new Nothing(Nothing.Kind.HEARTBEAT);
        }
        if (value.containsKey("ddl") || value.containsKey("tableChanges")) {
            return new Nothing(Nothing.Kind.SCHEMA_CHANGE);
        }
        if (value.containsKey("status") && value.containsKey("id") && value.containsKey("event_count")) {
            return new Nothing(Nothing.Kind.TRANSACTION);
        }
        if (value.containsKey("op")) {
            return "t".equals(value.get("op")) ? truncated(value) : other(value);
        }
        return FlattenedRow.of(message, value);
    }

    private static Change other(Map<String, @Nullable Object> value) {
        return "m".equals(value.get("op"))
                ? new Nothing(Nothing.Kind.MESSAGE)
                : new Unusable(RejectionReason.INVALID_FIELD, "op without before and after is not a change");
    }

    private static Change envelope(Message message, Map<String, @Nullable Object> value) {
        return switch (Values.text(value.get("op"))) {
            case "c" -> Envelope.change(message, value, Operation.CREATE);
            case "u" -> Envelope.change(message, value, Operation.UPDATE);
            case "r" -> Envelope.change(message, value, Operation.SNAPSHOT);
            case "d" -> Envelope.change(message, value, Operation.DELETE);
            case "t" -> truncated(value);
            case "m" -> new Nothing(Nothing.Kind.MESSAGE);
            default -> new Unusable(RejectionReason.INVALID_FIELD, "op must be c, u, d, r, t or m");
        };
    }

    /** Every row is gone, but not which rows these were. */
    private static Change truncated(Map<String, @Nullable Object> value) {
        var table = Envelope.table(value);
        return new Unusable(
                RejectionReason.CHANGE_WITHOUT_VALUES,
                "table " + table + " was truncated: its rows are not named; compare the customers with the table");
    }
}
