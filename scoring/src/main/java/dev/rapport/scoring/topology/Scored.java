package dev.rapport.scoring.topology;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import java.util.List;
import java.util.OptionalLong;

/**
 * What records change. It never leaves the JVM.
 *
 * @param conversions goals reached
 * @param metrics     changes of rows, to be added up by key
 * @param moments     changes of arms, to be added up by key
 * @param time        how far the time of records has come, in milliseconds since the epoch, when it has
 */
record Scored(List<Conversion> conversions, List<Metric> metrics, List<ArmMoments> moments, OptionalLong time) {
    static Scored of(List<Conversion> conversions) {
        return new Scored(conversions, List.of(), List.of(), OptionalLong.empty());
    }

    static Scored of(RejectedEvent rejected) {
        var changes = new MetricChanges();
        changes.count(
                MetricGroup.WHOLE_SHOP,
                rejected.getReceivedAt().toEpochMilli(),
                Counts.REJECTIONS_PREFIX + rejected.getReason(),
                1);
        return new Scored(List.of(), changes.toRows(), List.of(), OptionalLong.empty());
    }
}
