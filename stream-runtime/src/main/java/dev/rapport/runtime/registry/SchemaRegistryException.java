package dev.rapport.runtime.registry;

import org.jspecify.annotations.Nullable;

/** A registry that refused or could not be reached. */
public final class SchemaRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int UNKNOWN_SCHEMA = 40403;

    private final int errorCode;

    /**
     * @param errorCode Confluent's error code, for example 40401 for an unknown subject or 409 for an incompatible schema
     */
    public SchemaRegistryException(int errorCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    public SchemaRegistryException(int errorCode, String message) {
        this(errorCode, message, null);
    }

    /**
     * True when the registry knows for certain that there is no schema with the id: then the record that names it is to
     * blame. Anything else (away, overloaded, a wrong address, missing rights) says nothing about records.
     */
    public boolean isUnknownSchema() {
        return errorCode == UNKNOWN_SCHEMA;
    }

    /** The HTTP status that belongs to the error code. */
    public int httpStatus() {
        return errorCode < 1000 ? errorCode : errorCode / 100;
    }

    /** Confluent's error code; its first three digits are the HTTP status. */
    public int errorCode() {
        return errorCode;
    }
}
