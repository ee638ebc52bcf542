package dev.rapport.ingestion.capture;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;
import java.util.Optional;

/**
 * What capture accepts.
 *
 * @param maxRequestSize  largest body, after decompression
 * @param maxEventSize    largest event in JSON, the context of its batch included
 * @param maxBatchEvents  maximum number of events in one request, at least 1
 */
public record CaptureConfig(ByteSize maxRequestSize, ByteSize maxEventSize, int maxBatchEvents) {
    /** Limits of the Segment API. */
    public static final CaptureConfig DEFAULT = new CaptureConfig(ByteSize.ofKiB(500), ByteSize.ofKiB(32), 2_500);

    private static final String PREFIX = "ingestion.capture.";

    public CaptureConfig {
        Checks.atLeast(1, maxRequestSize.bytes(), PREFIX + "max-request-size");
        Checks.atLeast(1, maxEventSize.bytes(), PREFIX + "max-event-size");
        Checks.atLeast(1, maxBatchEvents, PREFIX + "max-batch-events");
    }

    /** From {@code ingestion.capture.*} settings. */
    public static CaptureConfig from(ConfigReader in) {
        var request = in.size(
                PREFIX + "max-request-size", DEFAULT.maxRequestSize, "Largest request body, after decompression.");
        var event = in.size(
                PREFIX + "max-event-size",
                DEFAULT.maxEventSize,
                "Largest event in JSON, the context of its batch included.");
        var events = in.integer(
                PREFIX + "max-batch-events", DEFAULT.maxBatchEvents, "Maximum number of events in one request.");
        return in.build(() -> new CaptureConfig(request, event, events), () -> DEFAULT);
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
}
