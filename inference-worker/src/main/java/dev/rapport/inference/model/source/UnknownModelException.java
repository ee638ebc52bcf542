package dev.rapport.inference.model.source;

import dev.rapport.inference.model.ModelException;

/** The reference does not name a model: the folder does not exist, and it is not an id of the hub. */
public final class UnknownModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    public UnknownModelException(String message) {
        super(message);
    }
}
