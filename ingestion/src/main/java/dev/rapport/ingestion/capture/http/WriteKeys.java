package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.ingestion.capture.segment.Submission;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the write key of a request: the user name of Basic authentication, else {@code writeKey} in the
 * query, where beacons have it because they cannot carry headers, else the body's.
 */
record WriteKeys(Sources sources) {
    private static final String BASIC = "basic ";

    /**
     * The key that the request carries outside its body; empty when it carries none.
     *
     * @throws RefusedRequestException when the key is not known
     */
    Optional<WriteKey> ofRequest(@Nullable String authorization, @Nullable String query)
            throws RefusedRequestException {
        var key = fromHeader(authorization).or(() -> written(query));
        return key.isPresent() ? Optional.of(known(key.get())) : Optional.empty();
    }

    /** The key in the body. */
    WriteKey ofBody(Submission body) throws RefusedRequestException {
        var key = written(body.writeKey().orElse(null));
        if (key.isPresent()) {
            return known(key.get());
        }
        if (body instanceof Unreadable unreadable && !unreadable.hasPlaceForWriteKey()) {
            // To say that a key is missing would be misleading: the body could not have carried one.
            throw new RefusedRequestException(Reason.NOT_JSON, unreadable.detail());
        }
        throw missing();
    }

    static RefusedRequestException missing() {
        return new RefusedRequestException(
                Reason.MISSING_WRITE_KEY,
                "a write key is required: as user name of Basic authentication, or as writeKey in the query or the body");
    }

    private WriteKey known(String writeKey) throws RefusedRequestException {
        return sources.find(writeKey)
                .orElseThrow(() -> new RefusedRequestException(
                        Reason.UNKNOWN_WRITE_KEY,
                        "the write key is not known; see ingestion.capture.write-keys and ingestion.sources.file"));
    }

    /** As somebody copied it, with the blanks around it; blanks alone are none. */
    private static Optional<String> written(@Nullable String key) {
        return Optional.ofNullable(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * Key that the header carries; other schemes than Basic say nothing about it. Javalin's own reading of it needs
     * "Basic" in this spelling and a colon, which some SDKs leave out.
     */
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
            return written(colon < 0 ? decoded : decoded.substring(0, colon));
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(
                    Reason.UNKNOWN_WRITE_KEY, "Authorization: Basic must be followed by base64 of writeKey:");
        }
    }
}
