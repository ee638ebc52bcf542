package dev.rapport.inference.model.hub;

import java.time.Duration;
import java.util.Optional;

/** A fault that may be gone at the next attempt. */
final class TransientException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final Optional<Duration> retryAfter;

    TransientException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    TransientException(String message) {
        this(message, Optional.empty());
    }

    /** How long the server asks to wait. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
