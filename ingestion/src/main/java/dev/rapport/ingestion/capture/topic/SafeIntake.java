package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.runtime.registry.SchemaRegistryException;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.schemas.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a record that a mistake in our own code cannot read: it is rejected, and the partition goes on. */
public final class SafeIntake implements RecordIntake {
    private static final Logger LOG = LoggerFactory.getLogger(SafeIntake.class);

    private final String sourceId;
    private final RecordIntake intake;
    private final Capture capture;
    private final TopicMeters meters;

    public SafeIntake(String sourceId, RecordIntake intake, Capture capture, TopicMeters meters) {
        this.sourceId = sourceId;
        this.intake = intake;
        this.capture = capture;
        this.meters = meters;
    }

    @Override
    public CompletableFuture<Void> take(TopicRecord record, Instant receivedAt) {
        try {
            return intake.take(record, receivedAt);
        } catch (SchemaRegistryException away) {
            throw away;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError()
                    .addKeyValue("topicName", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", FailureLine.innermost(e).getClass().getName())
                    .log("a record could not be processed; it is kept as a rejection");
            // Its message may quote the record.
            LOG.debug("why it could not", e);
            var kind = FailureLine.innermost(e).getClass().getSimpleName();
            var unreadable = new UnreadableRecord(record, RejectionReason.OTHER, "processing failed with " + kind);
            meters.read(record.topic(), List.of(unreadable), false);
            return capture.take(List.of(unreadable), record.receipt(sourceId, receivedAt, false))
                    .thenAccept(rejections -> {});
        }
    }
}
