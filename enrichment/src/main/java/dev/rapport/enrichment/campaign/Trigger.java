package dev.rapport.enrichment.campaign;

import dev.rapport.enrichment.condition.Condition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What makes a campaign decide. */
public sealed interface Trigger {
    /** Longest time between what triggers and its receipt; what is older makes a decision but no message. */
    Duration maxAge();

    /** Names of the track events that it looks at. */
    Set<String> looksAt();

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

        @Override
        public Set<String> looksAt() {
            return Set.copyOf(names);
        }
    }

    /**
     * Something that a customer does not do for a time after something else, see docs/adr/0130. It happens when that time is
     * over: that is its event time.
     *
     * @param after   names of the track events that start the time; each further one starts it anew
     * @param of      names of the track events that do not follow; none of them starts it
     * @param lasting how long, by event time, positive
     */
    record Absence(List<String> after, List<String> of, Duration lasting, Duration maxAge) implements Trigger {
        public Absence {
            after = List.copyOf(after);
            of = List.copyOf(of);
        }

        public Absence withMaxAge(Duration age) {
            return new Absence(after, of, lasting, age);
        }

        @Override
        public Set<String> looksAt() {
            var names = new HashSet<>(after);
            names.addAll(of);
            return names;
        }
    }

    /**
     * A time, for every customer who may be written to then, see docs/adr/0132.
     *
     * @param recurrence when it comes
     */
    record Schedule(Recurrence recurrence, Duration maxAge) implements Trigger {
        @Override
        public Set<String> looksAt() {
            return Set.of();
        }
    }
}
