package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.RawEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands what a format reads in a record to capture. */
public final class EventIntake implements RecordIntake {
    private final String sourceId;
    private final TopicFormat format;
    private final Capture capture;
    private final TopicMeters meters;

    public EventIntake(String sourceId, TopicFormat format, Capture capture, TopicMeters meters) {
        this.sourceId = sourceId;
        this.format = format;
        this.capture = capture;
        this.meters = meters;
    }

    @Override
    public CompletableFuture<Void> take(TopicRecord record, Instant receivedAt) {
        List<RawEvent> events = format.read(record);
        meters.read(record.topic(), events, false);
        var receipt = record.receipt(sourceId, receivedAt, false);
        var kept = format.rejectedFormat();
        return capture.take(
                        events,
                        kept.equals(TopicRecord.FORMAT)
                                ? receipt
                                : receipt.from(receipt.origin().readAs(kept)))
                .thenAccept(rejections -> {});
    }
}
