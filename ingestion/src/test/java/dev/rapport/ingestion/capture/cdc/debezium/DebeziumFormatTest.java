package dev.rapport.ingestion.capture.cdc.debezium;

import static dev.rapport.ingestion.capture.cdc.Messages.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Nothing;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.Messages;
import dev.rapport.schemas.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DebeziumFormatTest {
    private static final Map<String, @Nullable Object> KEY = row("id", 7);

    private final DebeziumFormat format = new DebeziumFormat(false);

    @ParameterizedTest
    @CsvSource({"c, CREATE", "u, UPDATE", "r, SNAPSHOT"})
    void readsTheRowAfterTheChange(String op, Operation operation) {
        // When
        var change = read(envelope(op, row("id", 7, "email", "old@example.com"), row("id", 7, "email", null)));
        // Then
        assertThat(change).isInstanceOfSatisfying(Change.Row.class, row -> {
            assertThat(row.table()).isEqualTo("customers");
            assertThat(row.operation()).isEqualTo(operation);
            assertThat(row.key()).isEqualTo("7");
            assertThat(row.values()).containsEntry("email", null);
            assertThat(row.before()).containsEntry("email", "old@example.com");
            assertThat(row.at()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        });
    }

    @Test
    void readsOfADeletionWhatKeyAndBeforeKnow() {
        // When
        var change = read(envelope("d", row("id", 7, "email", "ada@example.com"), null));
        var keyOnly = read(envelope("d", null, null));
        // Then
        assertThat(change).isInstanceOfSatisfying(Change.Row.class, row -> {
            assertThat(row.operation()).isEqualTo(Operation.DELETE);
            assertThat(row.values()).containsEntry("email", "ada@example.com");
        });
        assertThat(keyOnly).isInstanceOfSatisfying(Change.Row.class, row -> assertThat(row.values())
                .isEqualTo(KEY));
    }

    @Test
    void aRowWrittenDuringASnapshotIsOne() {
        // Given
        var value = envelope("c", null, row("id", 7));
        value.put("source", row("table", "customers", "snapshot", "last"));
        // When
        var change = read(value);
        // Then
        assertThat(change).isInstanceOfSatisfying(Change.Row.class, row -> assertThat(row.operation())
                .isEqualTo(Operation.SNAPSHOT));
    }

    @Test
    void aValueThatIsOnlySaidToBeThereDidNotChange() {
        // When
        var change = read(envelope("u", null, row("id", 7, "notes", "__debezium_unavailable_value")));
        // Then
        assertThat(change).isInstanceOfSatisfying(Change.Row.class, row -> assertThat(row.values())
                .containsOnlyKeys("id"));
    }

    @Test
    void theSameChangeHasTheSameIdAndAnotherAnother() {
        // Given
        var value = envelope("u", row("id", 7, "n", 1), row("id", 7, "n", 2));
        var again = envelope("u", row("id", 7, "n", 1), row("id", 7, "n", 2));
        again.put("ts_ms", "later");
        var next = envelope("u", row("id", 7, "n", 2), row("id", 7, "n", 1));
        // When
        var ids = List.of(value, again, next).stream()
                .map(one -> ((Change.Row) read(one)).messageId())
                .toList();
        // Then
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @Test
    void aTombstoneIsNothingUnlessItIsTheDeletion() {
        // When
        var behindADeletion = format.read(Messages.of(KEY, null));
        var itself = new DebeziumFormat(true).read(Messages.of(KEY, null));
        // Then
        assertThat(behindADeletion).containsExactly(new Nothing(Nothing.Kind.TOMBSTONE));
        assertThat(itself).singleElement().isInstanceOfSatisfying(Change.Row.class, row -> {
            assertThat(row.operation()).isEqualTo(Operation.DELETE);
            assertThat(row.values()).isEqualTo(KEY);
        });
    }

    @Test
    void readsWhatStandsBesideChanges() {
        // When
        var changes = List.of(
                read(row("ts_ms", 1)),
                read(row("status", "BEGIN", "id", "1", "event_count", null, "data_collections", null)),
                read(row("source", row("db", "shop"), "ddl", "ALTER TABLE", "tableChanges", List.of())),
                read(row("op", "m", "source", row("db", "shop"), "message", row("prefix", "x"))));
        // Then
        assertThat(changes)
                .extracting(change -> ((Nothing) change).kind())
                .containsExactly(
                        Nothing.Kind.HEARTBEAT,
                        Nothing.Kind.TRANSACTION,
                        Nothing.Kind.SCHEMA_CHANGE,
                        Nothing.Kind.MESSAGE);
    }

    @Test
    void aTruncatedTableIsKept() {
        // When
        var change = read(envelope("t", null, null));
        // Then
        assertThat(change).isInstanceOfSatisfying(Change.Unusable.class, unusable -> {
            assertThat(unusable.reason()).isEqualTo(RejectionReason.CHANGE_WITHOUT_VALUES);
            assertThat(unusable.detail()).startsWith("table customers was truncated");
        });
    }

    @ParameterizedTest
    @CsvSource({"x", "''"})
    void refusesAnUnknownOperation(String op) {
        // When
        var change = read(envelope(op, null, row("id", 7)));
        // Then
        assertThat(change).isInstanceOf(Change.Unusable.class);
    }

    @Test
    void refusesADocument() {
        // Given
        var value = envelope("c", null, null);
        value.put("after", "{\"_id\": 1}");
        // When
        var change = read(value);
        // Then
        assertThat(change).isInstanceOf(Change.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "true,, DELETE",
        "false, u, UPDATE",
        "false, c, CREATE",
        "false, r, SNAPSHOT",
        ", d, DELETE",
        ",, UPDATE"
    })
    void readsAFlattenedRow(@Nullable String deleted, @Nullable String op, Operation operation) {
        // When
        var change = read(row("id", 7, "__deleted", deleted, "__op", op, "__table", "customers", "__ts_ms", 5));
        // Then
        assertThat(change).isInstanceOfSatisfying(Change.Row.class, row -> {
            assertThat(row.operation()).isEqualTo(operation);
            assertThat(row.values()).containsOnlyKeys("id");
            assertThat(row.table()).isEqualTo("customers");
            assertThat(row.at()).isEqualTo(Instant.ofEpochMilli(5));
        });
    }

    private Change read(Map<String, @Nullable Object> value) {
        var changes = format.read(Messages.of(KEY, value));
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static Map<String, @Nullable Object> envelope(
            String op, @Nullable Map<String, @Nullable Object> before, @Nullable Map<String, @Nullable Object> after) {
        return row(
                "before",
                before,
                "after",
                after,
                "source",
                row("table", "customers", "ts_ms", 1_700_000_000_000L, "lsn", 42, "snapshot", "false"),
                "op",
                op,
                "ts_ms",
                1_700_000_000_123L);
    }
}
