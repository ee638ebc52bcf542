package dev.rapport.ingestion.capture.cdc.salesforce;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.Change.Unusable;
import dev.rapport.ingestion.capture.cdc.Values;
import dev.rapport.schemas.RejectionReason;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code ChangeEventHeader}. */
record ChangeHeader(Map<String, @Nullable Object> fields) {
    private static final int MAX_MESSAGE_ID_LENGTH = 100;
    /** Identifiers have 15 characters, or 18 with their checksum; that of zeros stands for none. */
    private static final Pattern RECORD_ID = Pattern.compile("(?!0+A*$)[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?");

    private static final Pattern BITMAP = Pattern.compile("(?:\\d+-)?0x[0-9A-Fa-f]+");
    private static final String GAP = "GAP_";

    String entity() {
        return Values.text(fields.get("entityName"));
    }

    private String type() {
        return Values.text(fields.get("changeType"));
    }

    /** What was done; empty where the event does not say enough to do the same. A gap that is a deletion says enough. */
    Optional<Operation> operation() {
        return Optional.ofNullable(
                switch (type()) {
                    case "CREATE", "UNDELETE" -> Operation.CREATE;
                    case "UPDATE" -> Operation.UPDATE;
                    case "DELETE", "GAP_DELETE" -> Operation.DELETE;
                    case "SNAPSHOT" -> Operation.SNAPSHOT;
                    default -> null;
                });
    }

    /** Why nothing can be done. */
    Change unusable() {
        return type().startsWith(GAP)
                ? new Unusable(
                        RejectionReason.CHANGE_WITHOUT_VALUES,
                        known(type()) + " of " + entity() + " does not carry values: read "
                                + (recordIds().isEmpty() ? "all records" : "the records of recordIds")
                                + " again from Salesforce")
                : new Unusable(
                        RejectionReason.INVALID_FIELD,
                        "changeType must be CREATE, UPDATE, DELETE, UNDELETE or one of GAP_*");
    }

    /** Types that are not known are not repeated in messages. */
    private static String known(String type) {
        return switch (type) {
            case "GAP_CREATE", "GAP_UPDATE", "GAP_UNDELETE", "GAP_OVERFLOW" -> type;
            default -> "a gap";
        };
    }

    /** Records that were changed, those that are named. */
    List<String> recordIds() {
        return Values.texts(fields.get("recordIds")).stream()
                .filter(id -> RECORD_ID.matcher(id).matches())
                .distinct()
                .toList();
    }

    /** That records are meant which are not named: a wildcard, or none. */
    Optional<Change> unnamed() {
        var ids = Values.texts(fields.get("recordIds"));
        return !ids.isEmpty()
                        && ids.stream().allMatch(id -> RECORD_ID.matcher(id).matches())
                ? Optional.empty()
                : Optional.of(new Unusable(
                        RejectionReason.CHANGE_WITHOUT_VALUES,
                        "recordIds do not name the records of " + entity()
                                + " that were changed: read them again from Salesforce"));
    }

    /** Names of fields whose null means that their value was removed, dotted for parts of compound fields. */
    List<String> changed() {
        return Stream.of("changedFields", "nulledFields", "diffFields")
                .flatMap(name -> Values.texts(fields.get(name)).stream())
                .toList();
    }

    boolean hasUndecodedFields() {
        return changed().stream().anyMatch(name -> BITMAP.matcher(name).matches());
    }

    Optional<Instant> committedAt() {
        return Values.number(fields.get("commitTimestamp")).map(Instant::ofEpochMilli);
    }

    /** Of the place in its transaction, and of the record, as one event may be about several. */
    String messageId(String recordId, String place) {
        var transaction = Values.text(fields.get("transactionKey"));
        var sequence = Values.text(fields.get("sequenceNumber"));
        if (transaction.isEmpty() || sequence.isEmpty()) {
            return DerivedId.of("salesforce", place, recordId);
        }
        var id = String.join("-", transaction, sequence, recordId);
        return id.length() <= MAX_MESSAGE_ID_LENGTH ? id : DerivedId.of("salesforce", transaction, sequence, recordId);
    }
}
