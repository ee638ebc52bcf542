package dev.rapport.enrichment.campaign;

import dev.rapport.enrichment.condition.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What makes a campaign decide. */
public sealed interface Trigger {
    /** Longest time between what triggers and its receipt; what is older makes a decision but no message. */
    Duration maxAge();

    /**
     * Something that a customer does.
     *
     * @param names names of track events
     * @param when  condition that must hold of the event, if there is one
     */
    record Event(List<String> names, Optional<Condition> when, Duration maxAge) implements Trigger {
        /** Whatever the event says. */
        public Event(List<String> names, Duration maxAge) {
            this(names, Optional.empty(), maxAge);
        }

        public Event {
            names = List.copyOf(names);
        }
    }
}
