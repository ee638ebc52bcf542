package dev.rapport.ingestion.letters;

import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.schemas.Redrive;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which letters were sent again, and of the latest ones how. Memory is bounded: a bit for every offset that the topics of
 * letters still have, and a fixed number of notes. Thread-safe.
 */
public final class RedrivenLetters {
    /** Notes that are kept; each takes some 300 bytes. */
    static final int MAX_NOTES = 50_000;

    private final Map<LetterPartition, OffsetSet> offsets = new HashMap<>();
    private final Map<LetterId, Redrive> notes = new LinkedHashMap<>();

    /** A letter was sent again. */
    public synchronized void add(LetterId id, Redrive note) {
        offsets.computeIfAbsent(LetterPartition.of(id), partition -> new OffsetSet())
                .add(id.offset());
        notes.put(id, note);
        if (notes.size() > MAX_NOTES) {
            var oldest = notes.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    public synchronized boolean contains(LetterId id) {
        var known = offsets.get(LetterPartition.of(id));
        return known != null && known.contains(id.offset());
    }

    /** How a letter was sent again; empty when it was not, or so many were since that it is not known here any more. */
    public synchronized Optional<Redrive> note(LetterId id) {
        return Optional.ofNullable(notes.get(id));
    }

    /** The letters before an offset are deleted: nothing about them is needed. */
    public synchronized void forgetBefore(LetterPartition partition, long offset) {
        var known = offsets.get(partition);
        if (known != null) {
            known.removeBefore(offset);
        }
    }

    /** Removes those that were sent again from letters of a partition. */
    synchronized void removeFrom(LetterPartition partition, OffsetSet letters) {
        var known = offsets.get(partition);
        if (known != null) {
            letters.removeAll(known);
        }
    }
}
