package dev.rapport.ingestion.capture.topic;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What takes the records of one topic: called by one thread at a time, in the order of each partition. */
public interface RecordIntake {
    /**
     * Takes a record, whatever it says: one that cannot be read is stored as a rejection.
     *
     * @return completes once all that comes of the record is stored; fails when that cannot be promised now, after which
     *     the record is taken again
     * @throws dev.rapport.runtime.registry.SchemaRegistryException when the registry that is needed cannot be reached
     */
    CompletableFuture<Void> take(TopicRecord record, Instant receivedAt);
}
