package dev.rapport.enrichment.topology;

import dev.rapport.schemas.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far time has come in the sources of a partition of customers. An event may come from any partition of captured
 * events, so this one is complete up to the earliest of their latest ticks, once there was a tick of each: ticks say how many
 * partitions there are. Their number only grows; a partition that is new holds time back until its first tick. Time never
 * goes back: a tick that is late changes nothing.
 */
final class SourceTime {
    private static final String COMPLETE = "complete";
    private static final String PARTITIONS = "partitions";
    private static final String GAP = "gap-";

    private static final int MAX_GAPS = 20;

    /** Ticks come every few seconds; after a longer time without any, time stood still. */
    static final Duration STANDSTILL = Duration.ofMinutes(15);

    private final KeyValueStore<String, Long> latest;

    /** @param latest time of the latest tick by source partition, how many there are, and up to when all was complete */
    SourceTime(KeyValueStore<String, Long> latest) {
        this.latest = latest;
    }

    /**
     * Takes a tick in; returns up to when everything is here and processed, when that moved on.
     *
     * @param waiting receipt of the earliest record that is here and waits, in milliseconds since the epoch
     */
    Optional<Instant> passed(Tick tick, long waiting) {
        var partition = String.valueOf(tick.getSourcePartition());
        var at = tick.getAt().toEpochMilli();
        var partitions = grown(tick.getSourcePartitions());
        var before = latest.get(partition);
        if (before != null && before >= at) {
            return Optional.empty();
        }
        latest.put(partition, at);
        if (before != null && at - before > STANDSTILL.toMillis()) {
            stoodStill(before, at);
        }
        var earliest = earliest(partitions).map(tickedAt -> Math.min(tickedAt, waiting - 1));
        var complete = latest.get(COMPLETE);
        if (earliest.isEmpty() || (complete != null && complete >= earliest.get())) {
            return Optional.empty();
        }
        latest.put(COMPLETE, earliest.get());
        return earliest.map(Instant::ofEpochMilli);
    }

    /**
     * When it was known that a time had passed, in milliseconds since the epoch: then, or where time stood still when it went
     * on.
     */
    long knownAt(long time) {
        try (var gaps = latest.range(gap(time), gap(Long.MAX_VALUE))) {
            while (gaps.hasNext()) {
                var gap = gaps.next();
                if (gap.value < time) {
                    return Long.parseLong(gap.key.substring(GAP.length()));
                }
            }
        }
        return time;
    }

    /** A gap of several partitions that ends at once is one; of many, the latest are remembered. */
    private void stoodStill(long from, long until) {
        var other = latest.get(gap(until));
        latest.put(gap(until), other == null ? from : Math.min(from, other));
        var gaps = new ArrayList<String>();
        try (var all = latest.range(gap(0), gap(Long.MAX_VALUE))) {
            all.forEachRemaining(gap -> gaps.add(gap.key));
        }
        if (gaps.size() > MAX_GAPS) {
            latest.delete(gaps.get(0));
        }
    }

    private static String gap(long until) {
        return GAP + String.format("%019d", until);
    }

    private long grown(int partitions) {
        var before = latest.get(PARTITIONS);
        if (before != null && before >= partitions) {
            return before;
        }
        latest.put(PARTITIONS, (long) partitions);
        return partitions;
    }

    /** Empty until there was a tick of every partition, and of how many there are. */
    private Optional<Long> earliest(long partitions) {
        var earliest = Long.MAX_VALUE;
        for (var partition = 0; partition < partitions; partition++) {
            var at = latest.get(String.valueOf(partition));
            if (at == null) {
                return Optional.empty();
            }
            earliest = Math.min(earliest, at);
        }
        return partitions == 0 ? Optional.empty() : Optional.of(earliest);
    }
}
