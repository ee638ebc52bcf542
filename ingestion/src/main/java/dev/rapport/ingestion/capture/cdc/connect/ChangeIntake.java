package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.cdc.Change;
import dev.rapport.ingestion.capture.cdc.Change.Nothing;
import dev.rapport.ingestion.capture.cdc.Change.Operation;
import dev.rapport.ingestion.capture.cdc.ChangeFormat;
import dev.rapport.ingestion.capture.topic.RecordIntake;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.capture.topic.UnreadableRecord;
import dev.rapport.ingestion.catalog.ProductChange;
import dev.rapport.ingestion.catalog.ProductEntry;
import dev.rapport.ingestion.catalog.RefusedProduct;
import dev.rapport.schemas.RejectionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes the change events of one topic: bytes, values, changes, what the mapping makes of them, capture and catalogue. */
final class ChangeIntake implements RecordIntake {
    private final TopicSource source;
    private final MessageReader messages;
    private final ChangeFormat format;
    private final RowEvents rows;
    private final ChangeSinks sinks;

    ChangeIntake(TopicSource source, MessageReader messages, ChangeFormat format, RowEvents rows, ChangeSinks sinks) {
        this.source = source;
        this.messages = messages;
        this.format = format;
        this.rows = rows;
        this.sinks = sinks;
    }

    @Override
    public CompletableFuture<Void> take(TopicRecord record, Instant receivedAt) {
        var events = new ArrayList<RawEvent>();
        var products = new ArrayList<ProductEntry>();
        var removals = new ArrayList<ProductChange>();
        var isHistory = false;
        for (var change : changes(record)) {
            isHistory |= change instanceof Change.Row row && row.operation() == Operation.SNAPSHOT;
            var content = change.fold(new Content(record));
            events.addAll(content.events());
            products.addAll(content.products());
            removals.addAll(content.removals());
        }
        sinks.records().read(record.topic(), events, !products.isEmpty() || !removals.isEmpty());
        // What was there before changes were captured is taken in, and triggers nothing.
        var receipt = record.receipt(source.source(), receivedAt, isHistory);
        var captured = sinks.capture().take(events, receipt);
        return CompletableFuture.allOf(captured, catalog(products, removals, record, receipt));
    }

    private CompletableFuture<Void> catalog(
            List<ProductEntry> products, List<ProductChange> removals, TopicRecord record, Receipt receipt) {
        if (products.isEmpty() && removals.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var removed = sinks.catalog().store(removals, receipt.headers());
        var kept = sinks.products().take(products, receipt).thenCompose(refused -> reject(refused, record, receipt));
        return CompletableFuture.allOf(kept, removed);
    }

    private CompletableFuture<Void> reject(List<RefusedProduct> refused, TopicRecord record, Receipt receipt) {
        if (refused.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var rejections = refused.stream()
                .map(product -> (product.field() + " " + product.rule()).strip())
                .map(rule -> new UnreadableRecord(record, RejectionReason.INVALID_FIELD, "product: " + rule))
                .toList();
        return sinks.capture().take(rejections, receipt).thenAccept(stored -> {});
    }

    private List<Change> changes(TopicRecord record) {
        try {
            return format.read(messages.read(record));
        } catch (UnreadableBytesException e) {
            return List.of(new Change.Unusable(RejectionReason.UNREADABLE_RECORD, String.valueOf(e.getMessage())));
        }
    }

    /** What a change says, counted: one that leads to nothing is never silent. */
    private final class Content implements Change.Cases<ChangeContent> {
        private final TopicRecord record;

        Content(TopicRecord record) {
            this.record = record;
        }

        @Override
        public ChangeContent row(Change.Row row) {
            var mapping = source.mapping(row.table());
            if (mapping.isEmpty()) {
                return ignored(Nothing.Kind.NOT_MAPPED);
            }
            sinks.changes().changed(record.topic(), row.operation());
            var content = rows.of(row, mapping.get(), record);
            return content.isEmpty() ? ignored(Nothing.Kind.NO_RULE) : content;
        }

        @Override
        public ChangeContent nothing(Nothing nothing) {
            return ignored(nothing.kind());
        }

        @Override
        public ChangeContent unusable(Change.Unusable unusable) {
            sinks.changes().unusable(record.topic(), unusable.reason());
            return ChangeContent.of(List.of(new UnreadableRecord(record, unusable.reason(), unusable.detail())));
        }

        private ChangeContent ignored(Nothing.Kind kind) {
            sinks.changes().ignored(record.topic(), kind);
            return ChangeContent.NONE;
        }
    }
}
