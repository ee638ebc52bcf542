package dev.rapport.ingestion.capture;

/** The sink cannot take more now, or could not store what it took; the sender must try again later. */
public final class SinkUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SinkUnavailableException(String message) {
        super(message);
    }

    public SinkUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
