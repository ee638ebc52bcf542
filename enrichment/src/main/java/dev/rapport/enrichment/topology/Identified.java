package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.ReadEvent;
import org.jspecify.annotations.Nullable;

/**
 * Events once it is known whose they are. That is written into the event itself, which was read for this topology alone: a
 * copy would copy every property and product.
 */
final class Identified {
    private static final int FRAGMENT =
            ReadEvent.getClassSchema().getField("fragmentId").pos();
    private static final int AWAITS =
            ReadEvent.getClassSchema().getField("awaits").pos();

    private Identified() {}

    /** @param fragmentId empty for that of the customer itself */
    static ReadEvent as(ReadEvent event, String fragmentId, @Nullable Arrival awaits) {
        event.put(FRAGMENT, fragmentId);
        event.put(AWAITS, awaits);
        return event;
    }

    /** The event of a customer on the way to another one: no longer of the customer itself. */
    static ReadEvent from(String customerId, ReadEvent event) {
        return event.getFragmentId().isEmpty() ? as(event, customerId, event.getAwaits()) : event;
    }
}
