package dev.rapport.ingestion.letters;

import java.util.BitSet;
import java.util.function.LongPredicate;

/** A set of offsets of one partition: a bit for each offset behind the first that it may have. Not thread-safe. */
public final class Offsets {
    private long base;
    private BitSet bits = new BitSet();

    /** @param base the first offset that it may have */
    public Offsets(long base) {
        this.base = base;
    }

    /** Adds an offset; one before the base is left out. */
    public void add(long offset) {
        if (offset >= base) {
            bits.set(Math.toIntExact(offset - base));
        }
    }

    /** Evicts all before an offset, and frees their memory: offsets only grow, what is kept of them must not. */
    public void evictBefore(long offset) {
        if (offset > base) {
            bits = bits.get((int) Math.min(offset - base, bits.length()), bits.length());
            base = offset;
        }
    }

    public void removeIf(LongPredicate condition) {
        for (var bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
            if (condition.test(base + bit)) {
                bits.clear(bit);
            }
        }
    }

    /** How many offsets it has. */
    public long size() {
        return bits.cardinality();
    }

    /** Bytes of memory that its bits take. */
    long bytes() {
        return bits.size() / Byte.SIZE;
    }
}
