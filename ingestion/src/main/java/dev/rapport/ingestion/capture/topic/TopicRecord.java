package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.TraceHeaders;
import dev.rapport.schemas.SourceRecord;
import dev.rapport.schemas.topic.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as a topic has it.
 *
 * @param timestamp of the record: when it was produced or appended, as the topic is configured
 * @param key       null where the record does not have one
 * @param value     null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nothing; copied by nothing.
public record TopicRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {
    /** Format of what is rejected: to be taken again as a record of its topic. */
    public static final String FORMAT = "topic";

    /** What a consumer received. */
    public static TopicRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new TopicRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(Math.max(0, record.timestamp())),
                record.key(),
                record.value(),
                record.headers());
    }

    /** The value for a rejection; empty for a tombstone. */
    public ByteBuffer bytes() {
        return value == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(value);
    }

    /**
     * How it arrived; its headers of W3C Trace Context and Baggage go on with what comes of it. Of what is rejected the whole
     * record is kept, so that it can be taken again.
     *
     * @param isHistory whether what it says triggers nothing
     */
    public Receipt receipt(String sourceId, Instant receivedAt, boolean isHistory) {
        return new Receipt(
                sourceId,
                receivedAt,
                TraceHeaders.of(this::header),
                isHistory,
                Origin.ofRecord(FORMAT, topic, partition, offset).with(rest()));
    }

    private SourceRecord rest() {
        var byName = new HashMap<String, ByteBuffer>();
        headers.forEach(header -> {
            if (header.value() != null) {
                byName.put(header.key(), ByteBuffer.wrap(header.value()));
            }
        });
        return new SourceRecord(timestamp, key == null ? null : ByteBuffer.wrap(key), byName, value == null);
    }

    private @Nullable String header(String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Where it stands, for messages: topic, partition and offset. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
