package dev.rapport.enrichment.topology;

import dev.rapport.schemas.Tick;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far time has come in the sources of a partition of customers. An event may come from any partition of captured
 * events, so this one is complete up to the earliest of their latest ticks. It never goes back: a tick that is late changes
 * nothing. Partitions are known by their ticks, all of which capture writes in one round; until there was a second one, a
 * partition may not have been heard of, and nothing is complete.
 */
final class SourceTime {
    private static final String COMPLETE = "complete";

    private final KeyValueStore<String, Long> latest;

    /** @param latest time of the latest tick by source partition, and what was told last */
    SourceTime(KeyValueStore<String, Long> latest) {
        this.latest = latest;
    }

    /** Takes a tick in; returns up to when everything is here, when that moved on. */
    Optional<Instant> passed(Tick tick) {
        var partition = String.valueOf(tick.getSourcePartition());
        var at = tick.getAt().toEpochMilli();
        var before = latest.get(partition);
        if (before != null && before >= at) {
            return Optional.empty();
        }
        latest.put(partition, at);
        var told = latest.get(COMPLETE);
        if (told == null && before == null) {
            return Optional.empty();
        }
        var complete = earliest();
        if (told != null && told >= complete) {
            return Optional.empty();
        }
        latest.put(COMPLETE, complete);
        return Optional.of(Instant.ofEpochMilli(complete));
    }

    private long earliest() {
        var earliest = Long.MAX_VALUE;
        try (var all = latest.all()) {
            while (all.hasNext()) {
                var one = all.next();
                if (!one.key.equals(COMPLETE)) {
                    earliest = Math.min(earliest, one.value);
                }
            }
        }
        return earliest;
    }
}
