package dev.rapport.inference.model;

/** The model is elsewhere and cannot be had: the fault of no prompt. */
public final class ModelAwayException extends ModelException {
    private static final long serialVersionUID = 1L;

    public ModelAwayException(String message) {
        super(message);
    }
}
