package dev.rapport.quickstart.pipeline;

/** The pipeline cannot start or go on; the message is one line that says why and what to do. */
public final class PipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PipelineException(String message) {
        super(message);
    }

    public PipelineException(String message, Throwable cause) {
        super(message, cause);
    }
}
