package dev.rapport.tuning.outcomes.topics;

import org.jspecify.annotations.Nullable;

/** Topics that cannot be read; the message is one line. */
public final class TopicsAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
