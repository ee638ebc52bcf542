package dev.rapport.inference.model;

import java.util.concurrent.CompletionException;
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

    /** What to throw for what a future of a model failed with: of the same kind, with a stack trace of the caller. */
    public static ModelException of(@Nullable Throwable error) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        var message = cause == null ? "the model failed" : String.valueOf(cause.getMessage());
        return cause instanceof ModelUnavailableException
                ? new ModelUnavailableException(message, cause)
                : new ModelException(message, cause);
    }
}
