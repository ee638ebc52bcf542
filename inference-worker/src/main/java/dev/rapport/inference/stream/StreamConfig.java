package dev.rapport.inference.stream;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;
import java.util.Set;

/**
 * How prompts are taken from Kafka and replies given back.
 *
 * @param slot          name of this worker among those that run; the same after a restart, different from every other
 * @param maxInFlight   prompts that are taken in and not yet published, 1 to 4000
 * @param maxBytes      bytes of those prompts, at least 1; one prompt may exceed it
 * @param flushInterval time between transactions, positive, at most a second: a reply waits about half of it
 * @param drain         max wait for prompts in progress when a partition is revoked or the worker stops, at most a
 *                      minute
 * @param groupProtocol {@code consumer} (Kafka 4 and later, recovers quickly) or {@code classic}
 */
public record StreamConfig(
        String slot, int maxInFlight, ByteSize maxBytes, Duration flushInterval, Duration drain, String groupProtocol) {
    private static final String SLOT = "inference.stream.slot";
    private static final String MAX_IN_FLIGHT = "inference.stream.max-in-flight";
    private static final String MAX_BYTES = "inference.stream.max-in-flight-bytes";
    private static final String FLUSH_INTERVAL = "inference.stream.flush-interval";
    private static final String DRAIN = "inference.stream.drain";
    private static final String GROUP_PROTOCOL = "inference.stream.group-protocol";

    private static final int MAX_PROMPTS = 4_000;
    private static final Duration MAX_DRAIN = Duration.ofMinutes(1);
    private static final Duration MAX_FLUSH_INTERVAL = Duration.ofSeconds(1);
    private static final String CONSUMER = "consumer";
    private static final Set<String> PROTOCOLS = Set.of(CONSUMER, "classic");

    public StreamConfig {
        Checks.notBlank(slot, SLOT);
        Checks.between(1, MAX_PROMPTS, maxInFlight, MAX_IN_FLIGHT);
        Checks.atLeast(1, maxBytes.bytes(), MAX_BYTES);
        Checks.positive(flushInterval, FLUSH_INTERVAL);
        atMost(MAX_FLUSH_INTERVAL, flushInterval, FLUSH_INTERVAL);
        atMost(MAX_DRAIN, drain, DRAIN);
        if (drain.isNegative()) {
            throw new IllegalArgumentException(DRAIN + "=" + drain + ": must not be negative");
        }
        if (!PROTOCOLS.contains(groupProtocol)) {
            throw new IllegalArgumentException(GROUP_PROTOCOL + "=" + groupProtocol + ": must be consumer or classic");
        }
    }

    /** Everything but the slot as it is by default. */
    public static StreamConfig of(String slot) {
        return new StreamConfig(slot, 128, ByteSize.ofMiB(32), Duration.ofMillis(30), Duration.ofSeconds(10), CONSUMER);
    }

    /** From {@code inference.stream.*} settings. */
    public static StreamConfig from(ConfigReader in, String defaultSlot) {
        var defaults = of(defaultSlot);
        var slot = in.optionalText(
                        SLOT,
                        "Name of this worker, stable across restarts and unique among workers; by default host and port.")
                .orElse(defaultSlot);
        var maxInFlight = in.integer(
                MAX_IN_FLIGHT,
                defaults.maxInFlight(),
                "Max number of prompts that are taken in and not yet published.");
        var maxBytes = in.size(MAX_BYTES, defaults.maxBytes(), "Max bytes of these prompts.");
        var flushInterval = in.duration(
                FLUSH_INTERVAL, defaults.flushInterval(), "Time between two transactions that publish replies.");
        var drain = in.duration(
                DRAIN,
                defaults.drain(),
                "Max wait for prompts in progress when a partition is revoked or the worker stops.");
        var protocol =
                in.text(GROUP_PROTOCOL, CONSUMER, "Consumer group protocol: consumer (Kafka 4 and later) or classic.");
        return in.build(
                () -> new StreamConfig(slot, maxInFlight, maxBytes, flushInterval, drain, protocol), () -> defaults);
    }

    private static void atMost(Duration max, Duration value, String key) {
        if (value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + "=" + value + ": must be at most " + max);
        }
    }
}
