package dev.rapport.inference.ledger;

/**
 * What is committed for a partition.
 *
 * @param offset   lowest offset that is not finished
 * @param metadata the finished ones and attempts from there on, see {@link WindowMetadata}; at most 4,096 characters
 */
public record Position(long offset, String metadata) {}
