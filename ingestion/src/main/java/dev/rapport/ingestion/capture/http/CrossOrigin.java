package dev.rapport.ingestion.capture.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets web pages of any origin send events, with whatever headers their SDK adds: {@code AnonymousId}, {@code SentAt},
 * {@code X-Retry-Count} and others to come. {@code sendBeacon} always asks with credentials, and a browser then accepts
 * neither {@code *} for the origin nor for the headers, so both are answered by name. That discloses nothing: cookies
 * play no part, and a write key is not a secret.
 *
 * <p>Not Javalin's plugin: it is configured for the whole server, which other services share in one process, echoes any text
 * as header names, and answers a sender without an origin differently.
 */
final class CrossOrigin {
    private static final String USUAL_HEADERS = "Authorization, Content-Type, Content-Encoding";
    /** A list of header names (RFC 9110); anything else is not repeated. */
    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,2000}");

    private CrossOrigin() {}

    static void allow(Context context) {
        allowed(context.header("Origin")).forEach(context::header);
    }

    static void preflight(Context context) {
        preflight(context.header("Origin"), context.header("Access-Control-Request-Headers"))
                .forEach(context::header);
        context.status(204);
    }

    /**
     * Headers of every answer.
     *
     * @param origin of the page, null when the sender is not one
     */
    static Map<String, String> allowed(@Nullable String origin) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Vary", "Origin");
        headers.put("Access-Control-Expose-Headers", "Retry-After");
        if (origin == null) {
            headers.put("Access-Control-Allow-Origin", "*");
        } else {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        return headers;
    }

    /** Headers of the answer to a browser that asks before it sends. */
    static Map<String, String> preflight(@Nullable String origin, @Nullable String requestedHeaders) {
        var headers = allowed(origin);
        headers.put("Vary", "Origin, Access-Control-Request-Headers");
        headers.put("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.put(
                "Access-Control-Allow-Headers",
                requestedHeaders != null
                                && HEADER_NAMES.matcher(requestedHeaders).matches()
                        ? requestedHeaders
                        : USUAL_HEADERS);
        headers.put("Access-Control-Max-Age", "86400");
        return headers;
    }
}
