package dev.rapport.replay;

/** The target refuses the key, or is no pipeline: sending again does not help. The message is one line for people. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
