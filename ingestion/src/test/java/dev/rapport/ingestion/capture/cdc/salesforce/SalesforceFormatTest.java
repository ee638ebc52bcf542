package dev.rapport.ingestion.capture.cdc.salesforce;

import static dev.rapport.ingestion.capture.cdc.Messages.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.ChangeRow;
import dev.rapport.ingestion.capture.cdc.Messages;
import dev.rapport.schemas.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SalesforceFormatTest {
    private static final String ADA = "003Hs00002abcDEIAZ";
    private static final String BOB = "003Hs00002abcDFIAZ";

    private final SalesforceFormat format = new SalesforceFormat();

    @Test
    void nullIsARemovedValueOnlyWhereTheFieldIsListed() {
        // Given
        var event = event("UPDATE", List.of(ADA), List.of("Name.FirstName", "Phone", "LastModifiedDate"));
        event.put("Name", row("FirstName", null, "LastName", null));
        event.put("Phone", null);
        event.put("Email", null);
        event.put("LastModifiedDate", "2026-05-04T10:00:00Z");
        // When
        var row = new ChangeRow(only(event));
        // Then
        assertThat(row.isCleared("Name.FirstName")).isTrue();
        assertThat(row.isCleared("Phone")).isTrue();
        assertThat(row.isCleared("Name.LastName")).isFalse();
        assertThat(row.isCleared("Email")).isFalse();
        assertThat(row.value("LastModifiedDate")).hasValue("2026-05-04T10:00:00Z");
        assertThat(row.value("$operation")).hasValue("update");
        assertThat(row.value("$key")).hasValue(ADA);
    }

    @Test
    void aCompoundFieldThatIsNullLosesItsListedParts() {
        // Given
        var event = event("UPDATE", List.of(ADA), List.of("Name.FirstName"));
        event.put("Name", null);
        // When
        var row = new ChangeRow(only(event));
        // Then
        assertThat(row.isCleared("Name.FirstName")).isTrue();
        assertThat(row.isCleared("Name.LastName")).isFalse();
    }

    @Test
    void aNewRecordHasNothingToLose() {
        // Given
        var event = event("CREATE", List.of(ADA), List.of());
        event.put("Email", "ada@example.com");
        event.put("Phone", null);
        // When
        var change = only(event);
        // Then
        assertThat(change.operation()).isEqualTo(Operation.CREATE);
        assertThat(change.values()).containsOnlyKeys("Email", "Id");
        assertThat(change.at()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    }

    @Test
    void severalRecordsAreSeveralChanges() {
        // When
        var changes = read(event("UPDATE", List.of(ADA, BOB), List.of()));
        // Then
        assertThat(changes)
                .extracting(change -> ((Change.Row) change).messageId())
                .containsExactly("0a1b-3-" + ADA, "0a1b-3-" + BOB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "GAP_DELETE"})
    void aDeletionKnowsTheIdOnly(String type) {
        // When
        var change = only(event(type, List.of(ADA), List.of()));
        // Then
        assertThat(change.operation()).isEqualTo(Operation.DELETE);
        assertThat(change.values()).isEqualTo(row("Id", ADA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GAP_CREATE", "GAP_UPDATE", "GAP_UNDELETE", "GAP_OVERFLOW", "GAP_NEW"})
    void aGapClearsNothingAndIsKept(String type) {
        // Given
        var event = event(type, List.of(ADA), List.of());
        event.put("Email", null);
        // When
        var changes = read(event);
        // Then
        assertThat(changes).singleElement().isInstanceOfSatisfying(Change.Unusable.class, gap -> {
            assertThat(gap.reason()).isEqualTo(RejectionReason.CHANGE_WITHOUT_VALUES);
            assertThat(gap.detail()).contains("of Contact does not carry values");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "003*", "000000000000000AAA", ""})
    void recordsThatAreNotNamedAreKeptAndTheOthersTaken(String wildcard) {
        // When
        var changes = read(event("UPDATE", List.of(ADA, "x" + wildcard), List.of()));
        var none = read(event("DELETE", List.of(wildcard), List.of()));
        // Then
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0)).isInstanceOf(Change.Row.class);
        assertThat(changes.get(1)).isInstanceOf(Change.Unusable.class);
        assertThat(none).singleElement().isInstanceOfSatisfying(Change.Unusable.class, unusable -> assertThat(
                        unusable.reason())
                .isEqualTo(RejectionReason.CHANGE_WITHOUT_VALUES));
    }

    @Test
    void readsWhatTheApisDeliver() {
        // Given
        var event = event("CREATE", List.of(ADA), List.of());
        // When
        var pubSub = read(row("id", "1", "schemaId", "s", "replayId", 7, "payload", event));
        var streaming = read(row("data", row("schema", "s", "payload", event, "event", row("replayId", 7))));
        // Then
        assertThat(pubSub).isEqualTo(read(event));
        assertThat(streaming).isEqualTo(read(event));
    }

    @Test
    void refusesBitmapsAndOtherRecords() {
        // When
        var bitmap = read(event("UPDATE", List.of(ADA), List.of("0x400018", "4-0x02")));
        var other = read(row("Id", ADA));
        // Then
        assertThat(bitmap).singleElement().isInstanceOf(Change.Unusable.class);
        assertThat(other).singleElement().isInstanceOf(Change.Unusable.class);
    }

    private Change.Row only(Map<String, @Nullable Object> event) {
        var changes = read(event);
        assertThat(changes).singleElement().isInstanceOf(Change.Row.class);
        return (Change.Row) changes.get(0);
    }

    private List<Change> read(Map<String, @Nullable Object> event) {
        return format.read(Messages.of(Map.of(), event));
    }

    private static Map<String, @Nullable Object> event(String type, List<String> ids, List<String> changed) {
        return row(
                "ChangeEventHeader",
                row(
                        "entityName",
                        "Contact",
                        "recordIds",
                        ids,
                        "changeType",
                        type,
                        "changedFields",
                        changed,
                        "transactionKey",
                        "0a1b",
                        "sequenceNumber",
                        3,
                        "commitTimestamp",
                        1_700_000_000_000L));
    }
}
