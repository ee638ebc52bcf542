package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the source of a request by its write key: the user name of Basic authentication, else
 * {@code writeKey} in the query, where beacons have it because they cannot carry headers, else the body's. */
record WriteKeys(CaptureConfig config) {
    private static final String BASIC = "basic ";

    /** Key that a request carries outside its body. */
    Optional<String> ofRequest(@Nullable String authorization, @Nullable String query) throws RefusedRequestException {
        return fromHeader(authorization)
                .or(() -> Optional.ofNullable(query).map(String::strip).filter(key -> !key.isEmpty()));
    }

    /** Key that the header carries; other schemes than Basic say nothing about it. */
    private static Optional<String> fromHeader(@Nullable String authorization) throws RefusedRequestException {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            var decoded = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).trim()),
                    StandardCharsets.UTF_8);
            var colon = decoded.indexOf(':');
            return Optional.of(colon < 0 ? decoded : decoded.substring(0, colon))
                    .filter(key -> !key.isEmpty());
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(
                    Reason.UNKNOWN_WRITE_KEY, "Authorization: Basic must be followed by base64 of writeKey:");
        }
    }

    /** Name of the source a key belongs to. */
    String source(String writeKey) throws RefusedRequestException {
        return config.source(writeKey)
                .orElseThrow(() -> new RefusedRequestException(
                        Reason.UNKNOWN_WRITE_KEY, "the write key is not known; see ingestion.capture.write-keys"));
    }

    /** Name of the source; what the request carries outside its body decides. */
    String source(Optional<String> request, Optional<String> body) throws RefusedRequestException {
        var key = request.or(() -> body);
        if (key.isEmpty()) {
            throw new RefusedRequestException(
                    Reason.MISSING_WRITE_KEY,
                    "a write key is required: as user name of Basic authentication, or as writeKey in the query or the body");
        }
        return source(key.get());
    }
}
