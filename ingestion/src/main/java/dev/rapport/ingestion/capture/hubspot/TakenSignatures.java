package dev.rapport.ingestion.capture.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signatures of requests that are stored, for as long as their timestamps would be accepted: a request that somebody
 * recorded and sends again is refused. Beyond {@link #MAX} the oldest is evicted; what comes again then is a duplicate,
 * which enrichment drops by its message id, as it does where another instance took the first. Thread-safe.
 */
final class TakenSignatures {
    /** At most some 2 MB. */
    static final int MAX = 10_000;

    private final Duration age;
    private final Map<String, Instant> takenAt = new LinkedHashMap<>();

    /** @param age how long a signature is remembered */
    TakenSignatures(Duration age) {
        this.age = age;
    }

    synchronized boolean contains(String signature, Instant now) {
        evict(now);
        return takenAt.containsKey(signature);
    }

    synchronized void add(String signature, Instant now) {
        evict(now);
        takenAt.put(signature, now);
        if (takenAt.size() > MAX) {
            removeEldest();
        }
    }

    synchronized int size() {
        return takenAt.size();
    }

    private void evict(Instant now) {
        var oldest = takenAt.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue().plus(age).isBefore(now)) {
            oldest.remove();
        }
    }

    private void removeEldest() {
        var oldest = takenAt.entrySet().iterator();
        oldest.next();
        oldest.remove();
    }
}
