package dev.rapport.inference.model.hub;

import org.jspecify.annotations.Nullable;

/** A model that cannot be had from the hub or its cache. The message is a clause for a person, without the model's name. */
public final class HubException extends Exception {
    private static final long serialVersionUID = 1L;

    HubException(String message) {
        super(message);
    }

    HubException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
