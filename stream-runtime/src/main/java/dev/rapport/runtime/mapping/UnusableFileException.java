package dev.rapport.runtime.mapping;

/**
 * A file, of rows or of a mapping, that cannot be replayed; nothing of it was sent. The message is one line that begins
 * with the file, and with line and column where these are known.
 */
public final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableFileException(String message) {
        super(message);
    }
}
