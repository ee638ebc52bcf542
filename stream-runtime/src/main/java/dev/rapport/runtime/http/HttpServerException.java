package dev.rapport.runtime.http;

/** The server cannot start; the message says why and what to do. */
public final class HttpServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HttpServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
