package dev.rapport.inference.model;

import org.jspecify.annotations.Nullable;

/** A model behind a server cannot be reached now, or the server is over its limit: transient, and the fault of no prompt. */
public final class ModelUnavailableException extends ModelException {
    private static final long serialVersionUID = 1L;

    public ModelUnavailableException(String message) {
        super(message);
    }

    public ModelUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
