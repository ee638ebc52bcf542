package dev.rapport.scoring.api;

/** Nothing has the id that was asked for. */
final class UnknownIdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownIdException(String what, String id) {
        super("there is no " + what + " '" + id + "'");
    }
}
