package dev.rapport.ingestion.capture.cdc.connect;

/** Bytes that are not what the configuration says; the message names the rule and no values. */
final class UnreadableBytesException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableBytesException(String message) {
        super(message);
    }
}
