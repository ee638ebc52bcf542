package dev.rapport.ingestion.capture.cdc.salesforce;

import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Nothing;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.Change.Unusable;
import dev.rapport.ingestion.capture.cdc.ChangeFormat;
import dev.rapport.ingestion.capture.cdc.Values;
import dev.rapport.schemas.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Change events as source connectors write them, {@code ChangeEventHeader} beside the fields, and as the Streaming and the
 * Pub/Sub API deliver them, with both in {@code payload}.
 */
public final class SalesforceFormat implements ChangeFormat {
    private static final String HEADER = "ChangeEventHeader";
    private static final List<String> AROUND = List.of("data", "payload");

    @Override
    public List<Change> read(Message message) {
        if (message.value() == null) {
            return List.of(new Nothing(Nothing.Kind.TOMBSTONE));
        }
        var event = unwrapped(message.value());
        var header = Values.object(event, HEADER);
        return header.isPresent()
                ? changes(new ChangeHeader(header.get()), event, message)
                : List.of(new Unusable(
                        RejectionReason.INVALID_FIELD, HEADER + " is missing: this is not a change event"));
    }

    private static Map<String, @Nullable Object> unwrapped(Map<String, @Nullable Object> value) {
        var event = value;
        for (var name : AROUND) {
            var inner = event.containsKey(HEADER)
                    ? Optional.<Map<String, @Nullable Object>>empty()
                    : Values.object(event, name);
            event = inner.orElse(event);
        }
        return event;
    }

    private static List<Change> changes(ChangeHeader header, Map<String, @Nullable Object> event, Message message) {
        var operation = header.operation();
        if (operation.isEmpty()) {
            return List.of(header.unusable());
        }
        if (operation.get() == Operation.UPDATE && header.hasUndecodedFields()) {
            return List.of(new Unusable(
                    RejectionReason.INVALID_FIELD,
                    "changedFields are bitmaps of the Pub/Sub API: they must be decoded to names of fields first"));
        }
        var values = operation.get() == Operation.DELETE
                ? Map.<String, @Nullable Object>of()
                : ChangedFields.of(event, header, operation.get() == Operation.UPDATE);
        var changes = new ArrayList<Change>();
        for (var id : header.recordIds()) {
            var row = Values.copy(values);
            row.put("Id", id);
            changes.add(new Change.Row(
                    header.entity(),
                    operation.get(),
                    id,
                    row,
                    operation.get() == Operation.UPDATE,
                    Map.of(),
                    header.committedAt().orElse(message.timestamp()),
                    header.messageId(id, message.place())));
        }
        header.unnamed().ifPresent(changes::add);
        return changes;
    }
}
