package dev.rapport.ingestion.replay.mapping;

/** A mapping file that cannot be used; the message starts with {@code FILE:LINE:COLUMN}. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MappingException(String message) {
        super(message);
    }
}
