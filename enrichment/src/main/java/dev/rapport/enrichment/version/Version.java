package dev.rapport.enrichment.version;

import org.jspecify.annotations.Nullable;

/**
 * A version of a control input.
 *
 * @param value       what it says; null where the input ends
 * @param number      as its author counts
 * @param effectiveAt from when it is in force, in milliseconds since the epoch; 0 for ever since
 */
public record Version<T>(@Nullable T value, int number, long effectiveAt) {}
