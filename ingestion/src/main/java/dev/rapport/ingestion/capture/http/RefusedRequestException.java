package dev.rapport.ingestion.capture.http;

/** A request that is refused as a whole; becomes its answer and never leaves this package. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as senders and meters see it. */
    enum Reason {
        MISSING_WRITE_KEY(401),
        UNKNOWN_WRITE_KEY(401),
        REQUEST_TOO_LARGE(413),
        TOO_MANY_EVENTS(413),
        UNSUPPORTED_ENCODING(415),
        BROKEN_COMPRESSION(400),
        NOT_JSON(400),
        INCOMPLETE_BODY(400),
        UNAVAILABLE(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Reason reason;
    private final String detail;

    RefusedRequestException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }
}
