package dev.rapport.ingestion.capture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where events go. Called by any thread. */
public interface EventSink {
    /**
     * Takes over all that comes of one request, and returns before it is stored.
     *
     * @param outcomes in the order in which consumers shall read those of one topic
     * @param headers  of every record
     * @return completes once every in-sync replica has everything, or fails with {@link SinkUnavailableException} when that
     *     cannot be promised, in which case each of them may or may not be stored
     */
    CompletableFuture<Void> store(List<CaptureOutcome> outcomes, Map<String, String> headers);
}
