package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.ingestion.letters.SourceRecords;
import dev.rapport.runtime.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Reads records of sources again with the intakes of their topics, and collects what these would store. */
final class ReadRecords implements SourceRecords {
    private final CaptureParts parts;

    ReadRecords(CaptureParts parts) {
        this.parts = parts;
    }

    @Override
    public boolean isSource(String topic) {
        return parts.sources().contains(topic);
    }

    @Override
    public Reading read(DeadLetter letter, String messageId) {
        var outcomes = new ArrayList<CaptureOutcome>();
        Map<String, String> headers = new HashMap<>();
        var saysProducts = new AtomicBoolean();
        EventSink events = (stored, passed) -> {
            outcomes.addAll(stored);
            headers.putAll(passed);
            return CompletableFuture.completedFuture(null);
        };
        ProductSink products = (changes, passed) -> {
            saysProducts.compareAndSet(false, !changes.isEmpty());
            return CompletableFuture.completedFuture(null);
        };
        var record = record(letter);
        // Nothing waits for Kafka there.
        parts.records()
                .into(record.topic(), events, products, () -> messageId)
                .take(record, Objects.requireNonNull(letter.sender().receivedAt()))
                .join();
        return new Reading(outcomes, headers, saysProducts.get());
    }

    private static TopicRecord record(DeadLetter letter) {
        var source = letter.source();
        var original = letter.original();
        var headers = new RecordHeaders();
        original.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new TopicRecord(
                Objects.requireNonNull(source.topic()),
                source.partition(),
                source.offset(),
                Objects.requireNonNull(source.timestamp()),
                original.key(),
                original.value(),
                headers);
    }
}
