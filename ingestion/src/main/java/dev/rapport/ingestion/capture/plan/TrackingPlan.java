package dev.rapport.ingestion.capture.plan;

import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.schemas.EventType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was read.
 *
 * @param events    by what they are
 * @param unplanned what becomes of track events that are not among them
 */
record TrackingPlan(Map<Key, PlannedEvent> events, PlanAction unplanned) {
    /** Most events of a plan: each has counters of its own. */
    static final int MAX_EVENTS = 1_000;

    /** @param name of the track event, page or screen; null for all of the type */
    record Key(EventType type, @Nullable String name) {}

    TrackingPlan {
        events = Map.copyOf(events);
    }

    /** What the plan says of an event: of this name, else of all of its type. */
    Optional<PlannedEvent> find(IncomingEvent event) {
        var named = events.get(new Key(event.type(), event.name()));
        return Optional.ofNullable(named == null ? events.get(new Key(event.type(), null)) : named);
    }

    /** Whether an event that the plan does not have should be in it. */
    boolean mustHave(IncomingEvent event) {
        return event.type() == EventType.TRACK;
    }
}
