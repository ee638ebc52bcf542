package dev.rapport.ingestion.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of a request or record that go on in the headers of its records: W3C Trace Context and Baggage. */
public final class TraceHeaders {
    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";
    private static final String BAGGAGE = "baggage";

    /** Version, trace id, span id and flags (W3C Trace Context, section 3.2); later versions may append fields. */
    private static final Pattern PARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.{0,100})?");

    /** Length that every implementation must pass on, in characters; what is longer is dropped. */
    private static final int MAX_TRACE_STATE = 512;
    /** A record is small; the specification allows 8192. */
    private static final int MAX_BAGGAGE = 2_048;

    private TraceHeaders() {}

    /** @param header value of a header, null where it has none */
    public static Map<String, String> of(Function<String, @Nullable String> header) {
        var headers = new LinkedHashMap<String, String>();
        var parent = header.apply(TRACE_PARENT);
        // Without a valid parent its state means nothing.
        if (parent != null && PARENT.matcher(parent).matches()) {
            headers.put(TRACE_PARENT, parent);
            put(headers, TRACE_STATE, header.apply(TRACE_STATE), MAX_TRACE_STATE);
        }
        put(headers, BAGGAGE, header.apply(BAGGAGE), MAX_BAGGAGE);
        return headers;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value, int maxLength) {
        if (value != null && !value.isBlank() && value.length() <= maxLength) {
            headers.put(name, value);
        }
    }
}
