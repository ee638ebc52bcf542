package dev.rapport.ingestion.capture.cdc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a change event is read, once its bytes are values. Stateless. */
public interface ChangeFormat {
    /**
     * A record of a topic.
     *
     * @param place     topic, partition and offset, as text
     * @param timestamp of the record
     * @param key       empty where the record does not have one, or not one of several columns
     * @param value     null for a tombstone
     */
    record Message(
            String topic,
            String place,
            Instant timestamp,
            Map<String, @Nullable Object> key,
            @Nullable Map<String, @Nullable Object> value) {}

    /** What it says, in order, at least one; never fails. */
    List<Change> read(Message message);
}
