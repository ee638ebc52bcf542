package dev.rapport.ingestion.capture.cdc.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.ChangeRow;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.segment.Submission;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import dev.rapport.ingestion.capture.topic.UnreadableRecord;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductEntry;
import dev.rapport.runtime.mapping.Mapped;
import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.RowMapper;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the change of a row is to the pipeline, by the mapping of its table. */
final class RowEvents {
    private static final String OPERATION = "$operation";
    private static final String CONTEXT = "context";
    private static final Pattern QUOTED = Pattern.compile("'.*'", Pattern.DOTALL);

    private final SubmissionReader reader;

    /** @param reader of the common form that rows are mapped to */
    RowEvents(SubmissionReader reader) {
        this.reader = reader;
    }

    /**
     * Maps one row. The deletion of a row is only mapped where the mapping asks for the operation: a mapping that does not
     * would take a row that is gone for one that is there.
     */
    ChangeContent of(Change.Row change, Mapping mapping, TopicRecord record) {
        if (change.operation() == Operation.DELETE && !mapping.columns().containsKey(OPERATION)) {
            return ChangeContent.NONE;
        }
        return new RowMapper(mapping).map(new ChangeRow(change)).fold(new Contents(change, record));
    }

    /** What each kind of result is to the pipeline. */
    private final class Contents implements Mapped.Cases<ChangeContent> {
        private final Change.Row change;
        private final TopicRecord record;

        Contents(Change.Row change, TopicRecord record) {
            this.change = change;
            this.record = record;
        }

        @Override
        public ChangeContent events(Mapped.Events mapped) {
            return ChangeContent.of(RowEvents.this.events(mapped.events(), change, record));
        }

        @Override
        public ChangeContent product(Mapped.Product product) {
            return new ChangeContent(List.of(), List.of(new ProductEntry.Described(product.fields())), List.of());
        }

        @Override
        public ChangeContent productDeletion(Mapped.ProductDeletion deletion) {
            return new ChangeContent(List.of(), List.of(), List.of(new ProductChange.Removal(deletion.productId())));
        }

        @Override
        public ChangeContent customerDeletion(Mapped.CustomerDeletion deletion) {
            return ChangeContent.of(List.of(new DeletedCustomer(
                    record.bytes(),
                    change.messageId(),
                    deletion.userId().orElse(null),
                    deletion.anonymousId().orElse(null))));
        }

        /** Counted as ignored by the caller. */
        @Override
        public ChangeContent skipped(Mapped.Skipped skipped) {
            return ChangeContent.NONE;
        }

        /** A no in a row that is wrong elsewhere counts. */
        @Override
        public ChangeContent unmapped(Mapped.Unmapped unmapped) {
            var events = new ArrayList<>(RowEvents.this.events(unmapped.withdrawals(), change, record));
            events.add(new UnreadableRecord(record, RejectionReason.INVALID_FIELD, withoutValues(unmapped.problem())));
            return ChangeContent.of(events);
        }
    }

    private List<RawEvent> events(List<Map<String, Object>> mapped, Change.Row change, TopicRecord record) {
        return mapped.stream().map(event -> event(event, change, record)).toList();
    }

    private RawEvent event(Map<String, Object> mapped, Change.Row change, TopicRecord record) {
        var event = new LinkedHashMap<String, @Nullable Object>(mapped);
        event.putIfAbsent("timestamp", change.at().toString());
        var context = new LinkedHashMap<String, @Nullable Object>();
        if (mapped.get(CONTEXT) instanceof Map<?, ?> own) {
            own.forEach((name, value) -> context.put(String.valueOf(name), value));
        }
        context.put("cdc", origin(change, record));
        event.put(CONTEXT, context);
        var type = EventType.valueOf(String.valueOf(event.get("type")).toUpperCase(Locale.ROOT));
        var submission = reader.read(Optional.of(type), json(event));
        if (submission instanceof Submission.Events read && read.events().size() == 1) {
            return new MappedEvent(read.events().get(0), record.bytes());
        }
        return new UnreadableRecord(record, RejectionReason.INVALID_FIELD, "what the row is mapped to is not an event");
    }

    /** A value of the row, which a problem quotes, may be personal. */
    private static String withoutValues(String problem) {
        return QUOTED.matcher(problem).replaceAll("'…'");
    }

    private static Map<String, String> origin(Change.Row change, TopicRecord record) {
        return Map.of("table", change.table(), "operation", change.operation().label(), "position", record.place());
    }

    private static byte[] json(Map<String, @Nullable Object> event) {
        try {
            return JsonItemReader.JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers, lists and maps can always be written as JSON", e);
        }
    }
}
