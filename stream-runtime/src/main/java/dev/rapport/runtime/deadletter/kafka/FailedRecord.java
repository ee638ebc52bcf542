package dev.rapport.runtime.deadletter.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record that could not be processed, as it was read. */
@SuppressWarnings("ArrayRecordComponent") // Never compared: bytes are handed on.
public record FailedRecord(
        String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    /** That of a consumer. */
    public static FailedRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new FailedRecord(
                record.topic(), record.partition(), record.offset(), record.key(), record.value(), record.headers());
    }
}
