package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.ingestion.capture.topic.RecordIntake;
import dev.rapport.ingestion.catalog.ProductSink;
import java.util.function.Supplier;

/** How a redrive takes a record of a source's topic: as the topic is configured now, with sinks of its own. */
@FunctionalInterface
public interface RecordsAgain {
    /** @param topic that is a source */
    RecordIntake into(String topic, EventSink events, ProductSink products, Supplier<String> newMessageId);
}
