package dev.rapport.scoring.topology;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.scoring.merge.Addressed;
import dev.rapport.scoring.merge.Changed;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What records change. It never leaves the JVM.
 *
 * @param conversions goals reached
 * @param transfers   messages to other customers
 * @param touchpoints that the record tells by itself
 * @param exposures   that the record tells by itself
 * @param metrics     changes of rows, to be added up by key
 * @param moments     changes of arms, to be added up by key
 * @param time        how far the time of records has come, in milliseconds since the epoch, when it has
 */
record Scored(
        List<Conversion> conversions,
        List<Addressed> transfers,
        List<PathTouchpoint> touchpoints,
        List<ExperimentExposure> exposures,
        List<Metric> metrics,
        List<ArmMoments> moments,
        OptionalLong time) {
    /** What must go on at once: the rest may be added up first. */
    static Scored of(Changed changed, List<PathTouchpoint> touchpoints, List<ExperimentExposure> exposures) {
        return new Scored(
                changed.conversions(),
                changed.transfers(),
                touchpoints,
                exposures,
                List.of(),
                List.of(),
                OptionalLong.empty());
    }

    static Scored of(List<Metric> metrics, List<ArmMoments> moments, OptionalLong time) {
        return new Scored(List.of(), List.of(), List.of(), List.of(), metrics, moments, time);
    }

    boolean isEmpty() {
        return Stream.of(conversions, transfers, touchpoints, exposures, metrics, moments)
                        .allMatch(List::isEmpty)
                && time.isEmpty();
    }

    static Scored of(RejectedEvent rejected) {
        var changes = new MetricChanges();
        changes.count(
                MetricGroup.WHOLE_SHOP,
                rejected.getReceivedAt().toEpochMilli(),
                Counts.REJECTIONS_PREFIX + rejected.getReason(),
                1);
        return of(changes.toRows(), List.of(), OptionalLong.empty());
    }
}
