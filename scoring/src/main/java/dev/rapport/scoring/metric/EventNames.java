package dev.rapport.scoring.metric;

import dev.rapport.schemas.event.StandardEvents;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Names of track events that are counted one by one. All others share one count: customers can invent names without end,
 * and which of them count must not depend on who came first.
 */
public final class EventNames {
    private final Set<String> names;

    /** @param others further names, beside {@link StandardEvents#ALL} */
    public EventNames(Collection<String> others) {
        names = new HashSet<>(StandardEvents.ALL);
        names.addAll(others);
    }

    /** These names and others. */
    public EventNames and(Collection<String> others) {
        var more = new HashSet<>(names);
        more.addAll(others);
        return new EventNames(more);
    }

    /** The count of events of a name. */
    public String countOf(String name) {
        return names.contains(name) ? Counts.EVENT_PREFIX + name : Counts.OTHER_EVENTS;
    }
}
