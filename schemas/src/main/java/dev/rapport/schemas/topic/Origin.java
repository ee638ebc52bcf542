package dev.rapport.schemas.topic;

import dev.rapport.schemas.SourceRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an event came from, and how they are read.
 *
 * @param format    how the bytes are read, for example {@code segment/track}; empty where nothing can read them again
 * @param topic     topic that they were read from, null when they came over HTTP
 * @param partition of that topic, -1 when they came over HTTP
 * @param offset    in that partition, -1 when they came over HTTP
 * @param envelope  what their batch said once for all events, as a JSON object; null without
 * @param record    what their record has beside them, where that is needed to read them again
 */
public record Origin(
        String format,
        @Nullable String topic,
        int partition,
        long offset,
        @Nullable ByteBuffer envelope,
        @Nullable SourceRecord record) {
    /** Nothing is known. */
    public static final Origin UNKNOWN = ofRequest("");

    /** A request over HTTP. */
    public static Origin ofRequest(String format) {
        return new Origin(format, null, -1, -1, null, null);
    }

    /** A record of a topic, whose value alone is enough. */
    public static Origin ofRecord(String format, String topic, int partition, long offset) {
        return new Origin(format, topic, partition, offset, null, null);
    }

    /** With what the record has beside its value. */
    public Origin with(SourceRecord rest) {
        return new Origin(format, topic, partition, offset, envelope, rest);
    }

    /** The same place, read in another way that needs the value only. */
    public Origin readAs(String other) {
        return new Origin(other, topic, partition, offset, envelope, null);
    }

    /** In a batch that says this for all its events. */
    public Origin in(@Nullable ByteBuffer batch) {
        return new Origin(format, topic, partition, offset, batch, record);
    }
}
