package dev.rapport.ingestion.capture.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is refused as a whole; becomes its answer. */
public final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as senders and meters see it. */
    public enum Reason {
        MISSING_WRITE_KEY(401),
        UNKNOWN_WRITE_KEY(401),
        MISSING_SIGNATURE(401),
        WRONG_SIGNATURE(401),
        REPLAYED_SIGNATURE(401),
        REQUEST_TOO_LARGE(413),
        TOO_MANY_EVENTS(413),
        UNSUPPORTED_ENCODING(415),
        UNSUPPORTED_FORMAT(415),
        BROKEN_COMPRESSION(400),
        NOT_JSON(400),
        INCOMPLETE_BODY(400),
        RATE_LIMITED(429),
        UNAVAILABLE(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Reason reason;
    private final String detail;
    private final @Nullable Duration retryAfter;

    RefusedRequestException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    /** @param retryAfter when the same request may succeed, in whole seconds; null where it never will */
    RefusedRequestException(Reason reason, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
