package dev.rapport.tuning.training;

/** A training was stopped before its end; the module's weights are those of the last whole step. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(int step) {
        super("stopped at step " + step);
    }
}
