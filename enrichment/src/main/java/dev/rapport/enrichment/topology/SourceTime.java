package dev.rapport.enrichment.topology;

import dev.rapport.schemas.Tick;
import java.time.Instant;
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
        var earliest = earliest(partitions).map(tickedAt -> Math.min(tickedAt, waiting - 1));
        var complete = latest.get(COMPLETE);
        if (earliest.isEmpty() || (complete != null && complete >= earliest.get())) {
            return Optional.empty();
        }
        latest.put(COMPLETE, earliest.get());
        return earliest.map(Instant::ofEpochMilli);
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
