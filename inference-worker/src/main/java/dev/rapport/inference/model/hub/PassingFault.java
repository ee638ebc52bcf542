package dev.rapport.inference.model.hub;

import java.time.Duration;
import java.util.Optional;

/** A fault that may be gone at the next try. */
final class PassingFault extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final Optional<Duration> retryAfter;

    PassingFault(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    PassingFault(String message) {
        this(message, Optional.empty());
    }

    /** How long the server asks to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
