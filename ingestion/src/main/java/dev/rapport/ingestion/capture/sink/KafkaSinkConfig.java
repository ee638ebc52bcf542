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
 * @param deliveryTimeout longest time that an event is tried; at least 1 s
 * @param stallTimeout    longest wait without any acknowledgement before senders get 503; positive
 * @param tickInterval    time between two ticks in every partition of captured events; at least 10 ms
 */
public record KafkaSinkConfig(
        ByteSize buffer, Duration maxBlock, Duration deliveryTimeout, Duration stallTimeout, Duration tickInterval) {
    public static final KafkaSinkConfig DEFAULT = new KafkaSinkConfig(
            ByteSize.ofMiB(32),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofMillis(800),
            Duration.ofSeconds(10));

    private static final String PREFIX = "ingestion.capture.";

    public KafkaSinkConfig {
        Checks.atLeast(ByteSize.ofMiB(1).bytes(), buffer.bytes(), PREFIX + "buffer");
        Checks.positive(maxBlock, PREFIX + "max-block");
        Checks.atLeast(1_000, deliveryTimeout.toMillis(), PREFIX + "delivery-timeout");
        Checks.positive(stallTimeout, PREFIX + "stall-timeout");
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
                "Longest time that an event is tried; one that some in-sync replicas do not take gets 503 then.");
        var stall = in.duration(
                PREFIX + "stall-timeout",
                DEFAULT.stallTimeout,
                "Longest wait without an acknowledgement of any event; then all that wait get 503, and others at once.");
        var ticks = in.duration(
                PREFIX + "tick-interval",
                DEFAULT.tickInterval,
                "Time between two ticks, the records that tell timers how late it is.");
        return in.build(() -> new KafkaSinkConfig(buffer, block, delivery, stall, ticks), () -> DEFAULT);
    }
}
