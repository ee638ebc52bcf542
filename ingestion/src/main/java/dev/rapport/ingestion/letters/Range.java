package dev.rapport.ingestion.letters;

/**
 * Offsets of a partition that are still to be looked at.
 *
 * @param from inclusive
 * @param to   exclusive
 */
public record Range(long from, long to) {
    public Range {
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("offsets must be at least 0");
        }
    }

    public boolean isEmpty() {
        return from >= to;
    }
}
