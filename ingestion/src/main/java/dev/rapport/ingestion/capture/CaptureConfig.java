package dev.rapport.ingestion.capture;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What capture accepts.
 *
 * @param writeKeys       name of the source by its write key, at least one
 * @param maxRequestSize  largest body, after decompression
 * @param maxEventSize    largest event in JSON, the context of its batch included
 * @param maxBatchEvents  maximum number of events in one request, at least 1
 * @param futureTolerance how far an event may lie ahead of its arrival; not negative
 */
public record CaptureConfig(
        Map<String, String> writeKeys,
        ByteSize maxRequestSize,
        ByteSize maxEventSize,
        int maxBatchEvents,
        Duration futureTolerance) {
    /** Limits of the Segment API, and a key for trying things out. */
    public static final CaptureConfig DEFAULT = new CaptureConfig(
            Map.of("rapport-demo-key", "demo"), ByteSize.ofKiB(500), ByteSize.ofKiB(32), 2_500, Duration.ofDays(1));

    private static final String PREFIX = "ingestion.capture.";

    public CaptureConfig {
        writeKeys = Map.copyOf(writeKeys);
        Checks.atLeast(1, writeKeys.size(), PREFIX + "write-keys");
        writeKeys.values().forEach(source -> Checks.notBlank(source, PREFIX + "write-keys"));
        Checks.atLeast(1, maxRequestSize.bytes(), PREFIX + "max-request-size");
        Checks.atLeast(1, maxEventSize.bytes(), PREFIX + "max-event-size");
        Checks.atLeast(1, maxBatchEvents, PREFIX + "max-batch-events");
        Checks.atLeast(0, futureTolerance.toMillis(), PREFIX + "future-tolerance");
    }

    /** From {@code ingestion.capture.*} settings. */
    public static CaptureConfig from(ConfigReader in) {
        var keys = in.map(
                PREFIX + "write-keys",
                DEFAULT.writeKeys,
                "Write keys that are accepted, each with the name of its source.");
        var request = in.size(
                PREFIX + "max-request-size", DEFAULT.maxRequestSize, "Largest request body, after decompression.");
        var event = in.size(
                PREFIX + "max-event-size",
                DEFAULT.maxEventSize,
                "Largest event in JSON, the context of its batch included.");
        var events = in.integer(
                PREFIX + "max-batch-events", DEFAULT.maxBatchEvents, "Maximum number of events in one request.");
        var future = in.duration(
                PREFIX + "future-tolerance",
                DEFAULT.futureTolerance,
                "How far an event may lie ahead of its arrival before it is rejected.");
        return in.build(() -> new CaptureConfig(keys, request, event, events, future), () -> DEFAULT);
    }

    /**
     * Why something is larger than an event may be; empty when it is not.
     *
     * @param what beginning of the sentence, up to the number of bytes
     */
    public Optional<String> tooLarge(String what, long bytes) {
        return bytes <= maxEventSize.bytes()
                ? Optional.empty()
                : Optional.of(what + " " + bytes + " bytes, at most " + maxEventSize.bytes() + " are allowed");
    }

    /** Name of the source that a write key belongs to. */
    public Optional<String> source(String writeKey) {
        return Optional.ofNullable(writeKeys.get(writeKey));
    }
}
