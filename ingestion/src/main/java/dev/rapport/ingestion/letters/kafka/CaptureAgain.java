package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.EventSink;
import java.util.function.Supplier;

/** How a redrive reaches capture: with a sink of its own, and message ids that are the same each time. */
@FunctionalInterface
public interface CaptureAgain {
    Capture into(EventSink sink, Supplier<String> newMessageId);
}
