package dev.rapport.ingestion.capture.source;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many events may be written with each key: a bucket of {@link #BURST_SECONDS} seconds' worth of events, refilled
 * steadily. A request is taken whole as long as the bucket is not empty, and what it has beyond the bucket is owed: so a
 * batch larger than the bucket is taken too, and the rate holds over time. Thread-safe; as many buckets as there are keys
 * with a limit.
 */
public final class RateLimits {
    /** SDKs send what they have gathered every ten seconds or so. */
    public static final int BURST_SECONDS = 10;

    private final Sources sources;
    private final TimeMeter clock;
    private final ConcurrentHashMap<WriteKey, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param sources whose keys are limited */
    public RateLimits(Sources sources) {
        this(sources, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Sources sources, TimeMeter clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Takes the events of a request from what may be written with a key.
     *
     * @return how long to wait when nothing may be written now, more than zero; empty when they may be written
     */
    public Optional<Duration> wait(WriteKey key, int events) {
        if (key.eventsPerSecond() == 0 || events == 0) {
            return Optional.empty();
        }
        var bucket = buckets.get(key);
        return take(bucket == null ? added(key) : bucket, events);
    }

    private static Optional<Duration> take(Bucket bucket, int events) {
        // Both steps at once: else many requests could owe events at the same time.
        synchronized (bucket) {
            var probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
            if (events > 1) {
                var unused = bucket.consumeIgnoringRateLimits(events - 1L);
            }
            return Optional.empty();
        }
    }

    /** Buckets of keys that are no longer valid, or have another limit by now, go. */
    private Bucket added(WriteKey key) {
        buckets.keySet()
                .removeIf(
                        known -> sources.find(known.key()).filter(known::equals).isEmpty());
        return buckets.computeIfAbsent(key, this::full);
    }

    private Bucket full(WriteKey key) {
        var limit = Bandwidth.builder()
                .capacity((long) key.eventsPerSecond() * BURST_SECONDS)
                .refillGreedy(key.eventsPerSecond(), Duration.ofSeconds(1))
                .build();
        return Bucket.builder().addLimit(limit).withCustomTimePrecision(clock).build();
    }

    int size() {
        return buckets.size();
    }
}
