package dev.rapport.ingestion.catalog.http;

/** A request that is refused as a whole; becomes its answer and never leaves this package. */
final class BadCatalogRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;
    private final String detail;

    BadCatalogRequestException(int status, String reason, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
        this.detail = detail;
    }

    static BadCatalogRequestException parameter(String detail) {
        return new BadCatalogRequestException(400, "INVALID_PARAMETER", detail);
    }

    int status() {
        return status;
    }

    /** For programs. */
    String reason() {
        return reason;
    }

    /** One sentence for people. */
    String detail() {
        return detail;
    }
}
