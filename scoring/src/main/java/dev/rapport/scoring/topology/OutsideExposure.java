package dev.rapport.scoring.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.event.StandardEvents;
import dev.rapport.scoring.history.NameText;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.Exposure;
import java.util.Map;
import java.util.Optional;

/**
 * Segment's {@code Experiment Viewed}: an exposure to an experiment that somebody else assigns. Blanks around names do not
 * make another experiment or arm, blank names are none.
 */
final class OutsideExposure {
    static final String EVENT = StandardEvents.EXPERIMENT_VIEWED;

    private static final ObjectMapper JSON = new ObjectMapper();

    private OutsideExposure() {}

    /** The exposure, if the event is one and names experiment and variation; ids win over names for the experiment. */
    static Optional<Exposure> of(EnrichedEvent event) {
        if (event.getType() != EventType.TRACK || !EVENT.equals(event.getName())) {
            return Optional.empty();
        }
        try {
            var properties = JSON.readTree(event.getProperties());
            var experiment = first(properties, "experiment_id", "experimentId", "experiment_name", "experimentName");
            var arm = first(properties, "variation_name", "variationName", "variation_id", "variationId");
            return experiment.flatMap(id -> arm.map(name -> exposed(MetricGroup.outside(id, name), event)));
        } catch (JsonProcessingException e) {
            // Properties are JSON by contract of the topic; if they are not, the event still counts as an event.
            return Optional.empty();
        }
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

    private static Optional<String> first(JsonNode properties, String... names) {
        for (var name : names) {
            var value = NameText.of(properties.path(name).asText(""));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }
}
