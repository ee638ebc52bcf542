package dev.rapport.scoring.topology;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.event.StandardEvents;
import dev.rapport.scoring.history.NameText;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Exposure;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Segment's {@code Experiment Viewed}: an exposure to an experiment that somebody else assigns. Blanks around names do not
 * make another experiment or arm, blank names are none.
 */
final class OutsideExposure {
    static final String EVENT = StandardEvents.EXPERIMENT_VIEWED;

    private OutsideExposure() {}

    /** The exposure, if the event is one and names experiment and variation; ids win over names for the experiment. */
    static Optional<Exposure> of(EnrichedEvent event) {
        var seen = event.getExperiment();
        if (seen == null || event.getType() != EventType.TRACK || !EVENT.equals(event.getName())) {
            return Optional.empty();
        }
        var experiment = first(seen.getExperimentId(), seen.getExperimentName());
        var arm = first(seen.getVariationName(), seen.getVariationId());
        return experiment.flatMap(id -> arm.map(name -> exposed(MetricGroup.outside(id, name), event)));
    }

    private static Exposure exposed(MetricGroup group, EnrichedEvent event) {
        return new Exposure(
                group.campaignId(),
                group.arm(),
                group.channel(),
                event.getOccurredAt().toEpochMilli(),
                event.getMessageId(),
                0L,
                Map.of(),
                Map.of(),
                event.getFragmentId());
    }

    private static Optional<String> first(@Nullable String one, @Nullable String other) {
        return name(one).or(() -> name(other));
    }

    private static Optional<String> name(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(NameText::of);
    }
}
