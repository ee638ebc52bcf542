package dev.rapport.inference.ledger;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One partition in one assignment: what was delivered and is not finished, and what is finished above the lowest of that.
 * Offsets come in rising order and with gaps, where transactions left their marks. Not thread-safe.
 */
final class OffsetWindow {
    private final long epoch;
    private final NavigableSet<Long> unfinished = new TreeSet<>();
    /** Finished and not below {@link #low}; those that an earlier owner finished may not have been delivered yet. */
    private final NavigableSet<Long> finished = new TreeSet<>();
    /** Attempts at each unfinished offset; those that an earlier owner tried may not have been delivered yet. */
    private final NavigableMap<Long, Integer> attempts = new TreeMap<>();
    /** Everything below was delivered, or was finished before this assignment. */
    private long end;

    private boolean changed;

    private OffsetWindow(long epoch, long end) {
        this.epoch = epoch;
        this.end = end;
    }

    /** Of a partition for which nothing was ever committed. */
    static OffsetWindow fresh(long epoch) {
        return new OffsetWindow(epoch, 0);
    }

    /** @throws UnreadableOffsetException see {@link WindowMetadata#decode} */
    static OffsetWindow resume(long epoch, Position committed) {
        var metadata = WindowMetadata.decode(committed.metadata());
        var window = new OffsetWindow(epoch, committed.offset());
        metadata.finished().stream().forEach(bit -> window.finished.add(committed.offset() + bit));
        for (var bits : new BitSet[] {metadata.attemptsLow(), metadata.attemptsHigh()}) {
            bits.stream().forEach(bit -> window.attempts.put(committed.offset() + bit, metadata.attempts(bit)));
        }
        return window;
    }

    long epoch() {
        return epoch;
    }

    /** What a commit says: everything below is finished. */
    long low() {
        return unfinished.isEmpty() ? end : unfinished.first();
    }

    /** Whether the distance from the lowest unfinished offset can be written down. */
    boolean accepts(long offset) {
        return unfinished.isEmpty() || offset - unfinished.first() < WindowMetadata.MAX_BITS;
    }

    /** @return whether it is still to be done; false when an earlier owner finished it */
    boolean deliver(long offset) {
        if (offset < end) {
            throw new IllegalStateException("offset " + offset + " came although everything below " + end
                    + " is taken in: if the topic was made anew, reset the group's offsets");
        }
        if (!accepts(offset)) {
            throw new IllegalStateException("offset " + offset + " is outside of the window that begins at " + low());
        }
        end = offset + 1;
        if (finished.contains(offset)) {
            changed |= unfinished.isEmpty();
            forgetBelowLow();
            return false;
        }
        unfinished.add(offset);
        forgetBelowLow();
        return true;
    }

    boolean holds(long offset) {
        return unfinished.contains(offset);
    }

    int attempts(long offset) {
        return attempts.getOrDefault(offset, 0);
    }

    void countAttempt(long offset) {
        attempts.put(offset, Math.min(WindowMetadata.MAX_ATTEMPTS, attempts(offset) + 1));
        changed = true;
    }

    /** Takes back an attempt that was given up without having done harm. */
    void takeBackAttempt(long offset) {
        attempts.computeIfPresent(offset, (key, count) -> count == 1 ? null : count - 1);
        changed = true;
    }

    void finish(long offset) {
        if (unfinished.remove(offset)) {
            finished.add(offset);
            attempts.remove(offset);
            changed = true;
            forgetBelowLow();
        }
    }

    /** Whether there is something that the last commit did not say. */
    boolean changed() {
        return changed;
    }

    void committed() {
        changed = false;
    }

    Position position() {
        var low = low();
        var metadata = WindowMetadata.empty();
        finished.forEach(offset -> metadata.finished().set((int) (offset - low)));
        for (var tried : attempts.entrySet()) {
            metadata.attempts((int) (tried.getKey() - low), tried.getValue());
        }
        return new Position(low, metadata.encode());
    }

    private void forgetBelowLow() {
        var low = low();
        finished.headSet(low).clear();
        attempts.headMap(low).clear();
    }
}
