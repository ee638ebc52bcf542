package dev.rapport.inference.model;

import org.jspecify.annotations.Nullable;

/** A model that cannot be used. The message is one line for a person: it names the file, the tensor and the rule. */
public class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
