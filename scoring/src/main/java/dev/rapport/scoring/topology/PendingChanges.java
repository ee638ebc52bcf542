package dev.rapport.scoring.topology;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.merge.Changed;
import dev.rapport.scoring.metric.MetricChanges;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Changes that were counted and not yet passed on. They lie in stores too, whose changelogs are part of every commit: no
 * commit between two batches can lose any.
 */
final class PendingChanges {
    private static final long MINUTE = 60_000;

    private final KeyValueStore<String, Metric> metricStore;
    private final KeyValueStore<String, ArmMoments> momentStore;
    private final MetricChanges metrics = new MetricChanges();
    private final MomentChanges moments = new MomentChanges();
    private long passedOn = Long.MIN_VALUE;
    private long time = Long.MIN_VALUE;
    private int records;

    PendingChanges(KeyValueStore<String, Metric> metricStore, KeyValueStore<String, ArmMoments> momentStore) {
        this.metricStore = metricStore;
        this.momentStore = momentStore;
        try (var rows = metricStore.all()) {
            rows.forEachRemaining(entry -> metrics.add(entry.value));
        }
        try (var arms = momentStore.all()) {
            arms.forEachRemaining(entry -> moments.add(entry.value));
        }
    }

    /** Adds what a record changed. */
    void add(Changed changed) {
        records++;
        metrics.addAll(changed.metrics(), metricStore::put);
        for (var arm : changed.moments().toRecords()) {
            moments.add(arm);
            momentStore.put(MomentChanges.keyOf(arm), moments.ofArm(arm));
        }
    }

    /** The time of a record; whole minutes are passed on. */
    void advance(long receivedAt) {
        time = Math.max(time, Math.floorDiv(receivedAt, MINUTE) * MINUTE);
    }

    /** Records since changes were last passed on. */
    int records() {
        return records;
    }

    /** All changes, which are not pending any more. */
    Scored drain() {
        metrics.storeKeys().forEach(metricStore::delete);
        moments.keys().forEach(momentStore::delete);
        var isLater = time > passedOn;
        var drained = Scored.of(
                metrics.toRows(), moments.toRecords(), isLater ? OptionalLong.of(time) : OptionalLong.empty());
        metrics.clear();
        moments.clear();
        records = 0;
        passedOn = time;
        return drained;
    }
}
