package dev.rapport.runtime.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How large a record may be. Below what clients and topics take by default, 1 MiB: Kafka would refuse a larger one, and
 * the transaction that holds it would be aborted at every attempt.
 */
public final class RecordSize {
    /** Bytes of key, value and headers. */
    public static final int MAX_BYTES = 1_000_000;
    /** Lengths of key and value of a header. */
    private static final int HEADER_OVERHEAD = 10;

    private RecordSize() {}

    /** Whether the record is not larger than {@link #MAX_BYTES}. */
    public static boolean fits(ProducerRecord<byte[], byte[]> record) {
        return of(record) <= MAX_BYTES;
    }

    /** Bytes of key, value and headers, uncompressed. */
    public static long of(ProducerRecord<byte[], byte[]> record) {
        var size = length(record.key()) + length(record.value());
        for (var header : record.headers()) {
            size += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value()) + HEADER_OVERHEAD;
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
