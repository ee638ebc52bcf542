package dev.rapport.embedded;

import org.jspecify.annotations.Nullable;

/** The broker could not start. The message is one line for the person at the keyboard: what is wrong and what to do. */
public final class EmbeddedKafkaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedKafkaException(String message) {
        super(message);
    }

    EmbeddedKafkaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
