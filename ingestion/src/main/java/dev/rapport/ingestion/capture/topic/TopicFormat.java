package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.RawEvent;
import java.util.List;

/** How the records of a topic become events: one implementation for each format that a topic can be configured with. */
public interface TopicFormat {
    /**
     * The events in one record, in the order in which they happened; empty for a record that says nothing, such as a
     * heartbeat or a tombstone. A record that breaks the format is not an exception: it is one {@link UnreadableRecord},
     * which capture rejects with the original bytes. Called by one thread at a time.
     *
     * @throws dev.rapport.runtime.registry.SchemaRegistryException when the registry that is needed cannot be reached: the
     *     record is read again later, and no record behind it before
     */
    List<RawEvent> read(TopicRecord record);

    /**
     * Name of the format in which the bytes of its events, as they are kept of rejected ones, can be read again without their
     * record; {@link TopicRecord#FORMAT} where the record is needed.
     */
    default String rejectedFormat() {
        return TopicRecord.FORMAT;
    }
}
