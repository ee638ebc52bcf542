package dev.rapport.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/** Says in one line why a benchmark has no figure. */
public final class BenchmarkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
