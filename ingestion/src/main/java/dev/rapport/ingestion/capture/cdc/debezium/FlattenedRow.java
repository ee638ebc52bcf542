package dev.rapport.ingestion.capture.cdc.debezium;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.ChangeFormat.Message;
import dev.rapport.ingestion.capture.cdc.Values;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that Debezium's {@code ExtractNewRecordState} took out of its envelope: columns, and beside them what it was
 * configured to add, under names that begin with two underscores.
 */
final class FlattenedRow {
    private static final String ADDED = "__";
    /** Say what a change is, not where it stands in the log. */
    private static final Set<String> NO_POSITION =
            Set.of("deleted", "op", "table", "db", "schema", "name", "connector");

    private FlattenedRow() {}

    static Change of(Message message, Map<String, @Nullable Object> row) {
        var values = Envelope.available(row);
        values.keySet().removeIf(name -> name.startsWith(ADDED));
        var key = Envelope.key(message);
        return new Change.Row(
                Values.text(added(row, "table")),
                operation(row),
                Values.joined(key),
                values,
                false,
                Map.of(),
                at(message, row),
                messageId(message, row));
    }

    /** That a key is gone. */
    static Change deleted(Message message) {
        var key = Envelope.key(message);
        return new Change.Row(
                "",
                Operation.DELETE,
                Values.joined(key),
                key,
                false,
                Map.of(),
                message.timestamp(),
                DerivedId.of("debezium", message.place()));
    }

    private static Operation operation(Map<String, @Nullable Object> row) {
        if (Values.text(added(row, "deleted")).equals("true")) {
            return Operation.DELETE;
        }
        var snapshot = Values.text(added(row, "snapshot"));
        return switch (Values.text(added(row, "op"))) {
            case "d" -> Operation.DELETE;
            case "r" -> Operation.SNAPSHOT;
            case "c" -> snapshot.isEmpty() || snapshot.equals("false") ? Operation.CREATE : Operation.SNAPSHOT;
            default -> snapshot.isEmpty() || snapshot.equals("false") ? Operation.UPDATE : Operation.SNAPSHOT;
        };
    }

    private static Instant at(Message message, Map<String, @Nullable Object> row) {
        return Values.number(row.get("__source_ts_ms"))
                .or(() -> Values.number(row.get("__ts_ms")))
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli)
                .orElse(message.timestamp());
    }

    private static String messageId(Message message, Map<String, @Nullable Object> row) {
        var hasPosition = row.entrySet().stream()
                .anyMatch(field -> field.getKey().startsWith(ADDED)
                        && field.getValue() != null
                        && !NO_POSITION.contains(plain(field.getKey()))
                        && !plain(field.getKey()).startsWith("ts_"));
        return hasPosition
                ? DerivedId.of("debezium", message.topic(), message.key().toString(), row.toString())
                : DerivedId.of("debezium", message.place());
    }

    private static String plain(String added) {
        var name = added.substring(ADDED.length());
        return name.startsWith("source_") ? name.substring("source_".length()) : name;
    }

    /** Some releases name the block that a field is from. */
    private static @Nullable Object added(Map<String, @Nullable Object> row, String name) {
        return List.of(ADDED + name, ADDED + "source_" + name).stream()
                .filter(row::containsKey)
                .findFirst()
                .map(row::get)
                .orElse(null);
    }
}
