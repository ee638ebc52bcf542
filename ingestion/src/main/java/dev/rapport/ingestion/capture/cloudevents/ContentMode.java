package dev.rapport.ingestion.capture.cloudevents;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a message carries CloudEvents, which its content type says (HTTP protocol binding, section 3). */
public enum ContentMode {
    /** One event: attributes in headers, the body is its data. */
    BINARY,
    /** One event: attributes and data in a JSON object. */
    STRUCTURED,
    /** A JSON array of events. */
    BATCHED,
    /** One or more events in a format other than JSON. */
    UNKNOWN_FORMAT;

    private static final String PREFIX = "application/cloudevents";

    /** @param contentType value of the header; null where there is none */
    public static ContentMode of(@Nullable String contentType) {
        var media = MediaType.of(contentType).essence();
        if (!media.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            return BINARY;
        }
        return switch (media) {
            // Without a format only JSON can be meant: it is the one that every receiver must read.
            case PREFIX, PREFIX + "+json" -> STRUCTURED;
            case PREFIX + "-batch", PREFIX + "-batch+json" -> BATCHED;
            default -> UNKNOWN_FORMAT;
        };
    }
}
