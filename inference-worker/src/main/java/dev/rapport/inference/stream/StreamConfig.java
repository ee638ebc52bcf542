package dev.rapport.inference.stream;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;
import java.util.Set;

/**
 * How prompts are taken from Kafka and replies given back.
 *
 * @param slot          name of this worker among those that run; the same after a restart, different from every other
 * @param maxBatch      prompts that are answered in one transaction, at least 1
 * @param maxWait       how long a prompt waits for others to share its batch, positive
 * @param maxTime       time a batch should take; batches get smaller when the model is slow. At most a minute, as readers
 *                      wait for it and a rebalance does too
 * @param groupProtocol {@code consumer} (Kafka 4, quick recovery) or {@code classic}
 */
public record StreamConfig(String slot, int maxBatch, Duration maxWait, Duration maxTime, String groupProtocol) {
    private static final int MAX_BATCH = 16;
    private static final Duration MAX_WAIT = Duration.ofMillis(20);
    private static final Duration MAX_TIME = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String CONSUMER = "consumer";
    private static final Set<String> PROTOCOLS = Set.of(CONSUMER, "classic");

    public StreamConfig {
        Checks.notBlank(slot, "inference.stream.slot");
        Checks.between(1, 1_000, maxBatch, "inference.stream.max-batch");
        Checks.positive(maxWait, "inference.stream.max-wait");
        Checks.positive(maxTime, "inference.stream.max-time");
        if (maxTime.compareTo(LONGEST) > 0 || maxWait.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("inference.stream.max-time=" + maxTime + ", inference.stream.max-wait="
                    + maxWait + ": both have to be at most 1m");
        }
        if (!PROTOCOLS.contains(groupProtocol)) {
            throw new IllegalArgumentException(
                    "inference.stream.group-protocol=" + groupProtocol + ": has to be consumer or classic");
        }
    }

    /** Everything but the slot as it is by default. */
    public static StreamConfig of(String slot) {
        return new StreamConfig(slot, MAX_BATCH, MAX_WAIT, MAX_TIME, CONSUMER);
    }

    /** From {@code inference.stream.*} settings. */
    public static StreamConfig from(ConfigReader in, String defaultSlot) {
        var slot = in.optionalText(
                        "inference.stream.slot",
                        "Name of this worker, stable across restarts and unique among workers; by default host and port.")
                .orElse(defaultSlot);
        var maxBatch = in.integer(
                "inference.stream.max-batch", MAX_BATCH, "Most prompts that are answered in one transaction.");
        var maxWait = in.duration(
                "inference.stream.max-wait", MAX_WAIT, "How long a prompt waits for others to share its batch.");
        var maxTime = in.duration(
                "inference.stream.max-time",
                MAX_TIME,
                "Time that a batch should take; batches get smaller when the model is slow.");
        var protocol = in.text(
                "inference.stream.group-protocol",
                CONSUMER,
                "Consumer group protocol: consumer (Kafka 4 and later) or classic.");
        return in.build(() -> new StreamConfig(slot, maxBatch, maxWait, maxTime, protocol), () -> of(defaultSlot));
    }
}
