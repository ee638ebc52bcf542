package dev.rapport.scoring.topology;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One record about a customer: exactly one of the three is there. It never leaves the JVM.
 *
 * @param event    something the customer did
 * @param decision something a campaign decided about the customer
 * @param reply    something written to the customer
 */
record CustomerInput(
        @Nullable EnrichedEvent event,
        @Nullable Decision decision,
        @Nullable Reply reply) {
    /** An event counts at the latest as of its receipt: a clock that is ahead must not date an exposure after what follows it. */
    static CustomerInput of(EnrichedEvent event) {
        var isAhead = event.getOccurredAt().isAfter(event.getReceivedAt());
        return new CustomerInput(
                isAhead
                        ? EnrichedEvent.newBuilder(event)
                                .setOccurredAt(event.getReceivedAt())
                                .build()
                        : event,
                null,
                null);
    }

    static CustomerInput of(Decision decision) {
        return new CustomerInput(null, decision, null);
    }

    static CustomerInput of(Reply reply) {
        return new CustomerInput(null, null, reply);
    }
}
