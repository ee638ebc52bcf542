package dev.rapport.enrichment.campaign;

import java.time.Duration;
import java.util.List;

/** What makes a campaign decide. */
public sealed interface Trigger {
    /** Longest time between what triggers and its receipt; what is older makes a decision but no message. */
    Duration maxAge();

    /**
     * Something that a customer does.
     *
     * @param names names of track events
     */
    record Event(List<String> names, Duration maxAge) implements Trigger {
        public Event {
            names = List.copyOf(names);
        }
    }
}
