package dev.rapport.inference.stream;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Fetches without spinning: while records of a paused partition lie in its buffer, a consumer that waits for others keeps
 * a core busy until the timeout (KAFKA-21084), a core that the model needs to make room. One thread.
 */
final class CalmPoll {
    /** Often enough for what flows beside what is paused. */
    static final Duration PAUSE = Duration.ofMillis(5);

    private final Consumer<byte[], byte[]> consumer;

    CalmPoll(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** What has come; with anything paused it may return before the timeout. */
    ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (consumer.paused().isEmpty()) {
            return consumer.poll(timeout);
        }
        var records = consumer.poll(Duration.ZERO);
        if (records.isEmpty()) {
            LockSupport.parkNanos(Math.min(timeout.toNanos(), PAUSE.toNanos()));
        }
        return records;
    }
}
