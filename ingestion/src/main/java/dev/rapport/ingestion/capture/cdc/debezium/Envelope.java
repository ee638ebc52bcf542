package dev.rapport.ingestion.capture.cdc.debezium;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.Change.Unusable;
import dev.rapport.ingestion.capture.cdc.ChangeFormat.Message;
import dev.rapport.ingestion.capture.cdc.Values;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change in Debezium's envelope of {@code before}, {@code after}, {@code source} and {@code op}. */
final class Envelope {
    /** Stands for a large value that did not change; Debezium's default of {@code unavailable.value.placeholder}. */
    private static final String UNAVAILABLE = "__debezium_unavailable_value";
    /** The same as bytes. */
    private static final String UNAVAILABLE_BYTES = "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==";
    /** Part of the key where the topics of several tables are one. */
    private static final String TABLE_IN_KEY = "__dbz__physicalTableIdentifier";
    /** Values of {@code source.snapshot} outside snapshots. */
    private static final Set<String> STREAMED = Set.of("", "false");

    private Envelope() {}

    static Change change(Message message, Map<String, @Nullable Object> value, Operation operation) {
        var state = operation == Operation.DELETE ? "before" : "after";
        var row = value.get(state);
        if (row != null && !(row instanceof Map)) {
            return new Unusable(
                    RejectionReason.INVALID_FIELD, state + " must be a row of columns; documents are not read");
        }
        if (row == null && operation != Operation.DELETE) {
            return new Unusable(RejectionReason.INVALID_FIELD, "after must be the row, as op is not d");
        }
        var key = key(message);
        var values = available(Values.object(row).orElse(Map.of()));
        if (operation == Operation.DELETE) {
            key.forEach((name, part) -> values.merge(name, part == null ? "" : part, (own, ofKey) -> own));
            if (values.isEmpty()) {
                return new Unusable(
                        RejectionReason.CHANGE_WITHOUT_VALUES,
                        "the deleted row is not named: before and key are missing");
            }
        }
        var source = Values.object(value, "source").orElse(Map.of());
        var isSnapshot = operation != Operation.DELETE && !STREAMED.contains(Values.text(source.get("snapshot")));
        return new Change.Row(
                table(value),
                isSnapshot ? Operation.SNAPSHOT : operation,
                Values.joined(key),
                values,
                false,
                available(Values.object(value, "before").orElse(Map.of())),
                time(source).or(() -> time(value)).orElse(message.timestamp()),
                messageId(message, value, source, key));
    }

    static String table(Map<String, @Nullable Object> value) {
        var source = Values.object(value, "source").orElse(Map.of());
        var table = Values.text(source.get("table"));
        return table.isEmpty() ? Values.text(source.get("collection")) : table;
    }

    static Map<String, @Nullable Object> key(Message message) {
        var key = Values.copy(message.key());
        key.remove(TABLE_IN_KEY);
        return key;
    }

    /** Without what is only said to be there. */
    static Map<String, @Nullable Object> available(Map<String, @Nullable Object> row) {
        var available = new LinkedHashMap<String, @Nullable Object>();
        row.forEach((column, value) -> {
            if (!UNAVAILABLE.equals(value) && !UNAVAILABLE_BYTES.equals(value)) {
                available.put(column, value);
            }
        });
        return available;
    }

    /** When it was committed, in milliseconds; 0 is what some connectors say in snapshots. */
    private static Optional<Instant> time(Map<String, @Nullable Object> values) {
        return Values.number(values.get("ts_ms")).filter(millis -> millis > 0).map(Instant::ofEpochMilli);
    }

    /**
     * Of the position in the log of the database, with what was changed: a snapshot has one position for all rows, and a new
     * primary key has that of the deletion of the old one. Without a position, of the place in the topic.
     */
    private static String messageId(
            Message message,
            Map<String, @Nullable Object> value,
            Map<String, @Nullable Object> source,
            Map<String, @Nullable Object> key) {
        return source.isEmpty()
                ? DerivedId.of("debezium", message.place())
                : DerivedId.of(
                        "debezium",
                        message.topic(),
                        Values.text(value.get("op")),
                        source.toString(),
                        key.toString(),
                        String.valueOf(value.get("before")),
                        String.valueOf(value.get("after")));
    }
}
