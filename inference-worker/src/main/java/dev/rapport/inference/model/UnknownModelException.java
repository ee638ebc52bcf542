package dev.rapport.inference.model;

/** What was named as a model can be none: there is no such folder, and it is no id of the hub either. */
public final class UnknownModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    public UnknownModelException(String message) {
        super(message);
    }
}
