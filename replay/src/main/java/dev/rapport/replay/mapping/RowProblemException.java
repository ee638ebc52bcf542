package dev.rapport.replay.mapping;

/** A row that cannot become an event; the message names column and value, the caller knows the row. */
public final class RowProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    RowProblemException(String message) {
        super(message, null, false, false);
    }
}
