package dev.rapport.ingestion.capture.sink;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;

/**
 * How much capture holds while Kafka is slow or away, and for how long.
 *
 * @param buffer          bytes of events that wait for Kafka; beyond it senders get 503
 * @param maxBlock        longest wait of a request thread for the buffer or for Kafka's metadata; positive
 * @param deliveryTimeout longest wait for all in-sync replicas before a sender gets 503; at least 1 s
 * @param tickInterval    time between two ticks in every partition of captured events; at least 10 ms
 */
public record KafkaSinkConfig(ByteSize buffer, Duration maxBlock, Duration deliveryTimeout, Duration tickInterval) {
    public static final KafkaSinkConfig DEFAULT = new KafkaSinkConfig(
            ByteSize.ofMiB(32), Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final String PREFIX = "ingestion.capture.";

    public KafkaSinkConfig {
        Checks.atLeast(ByteSize.ofMiB(1).bytes(), buffer.bytes(), PREFIX + "buffer");
        Checks.positive(maxBlock, PREFIX + "max-block");
        Checks.atLeast(1_000, deliveryTimeout.toMillis(), PREFIX + "delivery-timeout");
        Checks.atLeast(10, tickInterval.toMillis(), PREFIX + "tick-interval");
    }

    /** From {@code ingestion.capture.*} settings. */
    public static KafkaSinkConfig from(ConfigReader in) {
        var buffer = in.size(
                PREFIX + "buffer",
                DEFAULT.buffer,
                "Memory for events that wait for Kafka; when it is full senders get 503.");
        var block = in.duration(
                PREFIX + "max-block", DEFAULT.maxBlock, "Longest time a request thread waits for the buffer.");
        var delivery = in.duration(
                PREFIX + "delivery-timeout",
                DEFAULT.deliveryTimeout,
                "Longest wait for all in-sync replicas; after it senders get 503.");
        var ticks = in.duration(
                PREFIX + "tick-interval",
                DEFAULT.tickInterval,
                "Time between two ticks, the records that tell timers how late it is.");
        return in.build(() -> new KafkaSinkConfig(buffer, block, delivery, ticks), () -> DEFAULT);
    }
}
