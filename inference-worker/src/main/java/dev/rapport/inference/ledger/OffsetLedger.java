package dev.rapport.inference.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The windows of all partitions that a worker owns. Outcomes may come in any order: a transaction commits for each partition
 * the lowest unfinished offset and, beside it, which ones above are finished and how many attempts the unfinished ones have
 * had. The next owner of the partition skips the former and is careful with the latter. Not thread-safe.
 */
public final class OffsetLedger {
    /** Attempts are counted up to this; more count as this. */
    public static final int MAX_ATTEMPTS = WindowMetadata.MAX_ATTEMPTS;

    private final Map<Integer, OffsetWindow> windows = new HashMap<>();
    private long epochs;

    /** A partition was assigned for which nothing was ever committed. */
    public void open(int partition) {
        windows.put(partition, OffsetWindow.fresh(++epochs));
    }

    /**
     * A partition was assigned; its first record is at or after the committed offset.
     *
     * @throws UnreadableOffsetException when the metadata is of another form; the partition is then not open
     */
    public void open(int partition, Position committed) {
        try {
            windows.put(partition, OffsetWindow.resume(++epochs, committed));
        } catch (UnreadableOffsetException e) {
            throw new UnreadableOffsetException("partition " + partition + ": " + e.getMessage());
        }
    }

    /** A partition was revoked or lost. Its tickets are void, even when it is assigned again. */
    public void drop(int partition) {
        windows.remove(partition);
    }

    /** Partitions that are open now. */
    public Set<Integer> partitions() {
        return Set.copyOf(windows.keySet());
    }

    /** Whether the partition's window has room for this offset. */
    public boolean accepts(int partition, long offset) {
        return window(partition).accepts(offset);
    }

    /**
     * Takes a record in, in the order of the partition.
     *
     * @return empty when an earlier owner of the partition has finished it
     */
    public Optional<Ticket> deliver(int partition, long offset) {
        var window = window(partition);
        return window.deliver(offset) ? Optional.of(new Ticket(partition, window.epoch(), offset)) : Optional.empty();
    }

    /** Whether the ticket's outcome is still to come and is this worker's to publish. */
    public boolean holds(Ticket ticket) {
        var window = windows.get(ticket.partition());
        return window != null && window.epoch() == ticket.epoch() && window.holds(ticket.offset());
    }

    /** Attempts at it, here or by earlier owners, at most {@link #MAX_ATTEMPTS}. */
    public int attempts(Ticket ticket) {
        return holds(ticket) ? window(ticket.partition()).attempts(ticket.offset()) : 0;
    }

    /** Counts an attempt: commit it before the attempt can do harm. */
    public void countAttempt(Ticket ticket) {
        if (holds(ticket)) {
            window(ticket.partition()).countAttempt(ticket.offset());
        }
    }

    /** Takes an attempt back that was given up without having done harm. */
    public void takeBackAttempt(Ticket ticket) {
        if (holds(ticket)) {
            window(ticket.partition()).takeBackAttempt(ticket.offset());
        }
    }

    /**
     * Its outcome is part of the next transaction, and of every later one until one is committed.
     *
     * @return false when the ticket is void or was finished before: the outcome must not be published
     */
    public boolean finish(Ticket ticket) {
        if (!holds(ticket)) {
            return false;
        }
        window(ticket.partition()).finish(ticket.offset());
        return true;
    }

    /**
     * What the next transaction must commit: every partition in which something happened since the last commit. All that
     * have outcomes are among them, also where the offset did not move, so that Kafka fences the whole transaction.
     */
    public Map<Integer, Position> changes() {
        var changes = new TreeMap<Integer, Position>();
        windows.forEach((partition, window) -> {
            if (window.changed()) {
                changes.put(partition, window.position());
            }
        });
        return changes;
    }

    /** The transaction with the {@link #changes} of now was committed. */
    public void committed() {
        windows.values().forEach(OffsetWindow::committed);
    }

    private OffsetWindow window(int partition) {
        var window = windows.get(partition);
        if (window == null) {
            throw new IllegalStateException("partition " + partition + " is not open");
        }
        return window;
    }
}
