package dev.rapport.ingestion.letters;

/**
 * Offsets of a partition that are still to be looked at.
 *
 * @param from inclusive
 * @param to   exclusive
 */
public record Range(long from, long to) {
    public boolean isEmpty() {
        return from >= to;
    }
}
