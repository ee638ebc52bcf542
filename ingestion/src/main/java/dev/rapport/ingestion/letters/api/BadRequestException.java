package dev.rapport.ingestion.letters.api;

/** A request that cannot be answered as asked; the message names field, value and rule. */
final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}
