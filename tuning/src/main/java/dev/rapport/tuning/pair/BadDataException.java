package dev.rapport.tuning.pair;

/** A line of training data that cannot be used; the message names file, line and reason. */
public final class BadDataException extends RuntimeException {
    public BadDataException(String message) {
        super(message);
    }
}
