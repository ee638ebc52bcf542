package dev.rapport.enrichment.control;

/** A published record that can be read and breaks a rule; the message names every rule. */
final class InvalidRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRecordException(String message) {
        super(message);
    }

    InvalidRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
