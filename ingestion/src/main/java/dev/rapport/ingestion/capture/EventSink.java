package dev.rapport.ingestion.capture;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.RejectedEvent;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Where events go. Called by any thread. Both methods return before the event is stored; what they return completes once
 * every in-sync replica has it, or fails with {@link SinkUnavailableException} when that cannot be promised, in which case
 * the event may or may not be stored.
 */
public interface EventSink {
    /**
     * Stores an event that keeps every rule, or the withdrawal of one that does not.
     *
     * @param headers of its record
     */
    CompletableFuture<Void> accept(CapturedEvent event, Map<String, String> headers);

    /**
     * Stores an event that broke a rule.
     *
     * @param headers of its record
     */
    CompletableFuture<Void> reject(RejectedEvent event, Map<String, String> headers);
}
