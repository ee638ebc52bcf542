package dev.rapport.enrichment.campaign;

import java.time.Duration;
import java.util.List;

/**
 * What makes a campaign decide.
 *
 * @param events names of track events
 * @param maxAge longest time between the event and its receipt; older events make a decision but no message
 */
public record Trigger(List<String> events, Duration maxAge) {
    public Trigger {
        events = List.copyOf(events);
    }
}
