package dev.rapport.scoring.topology;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.history.CustomerHistory;

/** One record about a customer. It never leaves the JVM. */
sealed interface CustomerInput {
    /** Records it. */
    void recordIn(CustomerHistory history);

    /** Something the customer did. */
    record Occurred(EnrichedEvent event) implements CustomerInput {
        /** An event counts at the latest as of its receipt: a clock that is ahead must not date an exposure after what follows it. */
        public Occurred {
            if (event.getOccurredAt().isAfter(event.getReceivedAt())) {
                event = EnrichedEvent.newBuilder(event)
                        .setOccurredAt(event.getReceivedAt())
                        .build();
            }
        }

        @Override
        public void recordIn(CustomerHistory history) {
            history.record(event);
            OutsideExposure.of(event).ifPresent(history::record);
        }
    }

    /** Something a campaign decided about the customer. */
    record Decided(Decision decision) implements CustomerInput {
        @Override
        public void recordIn(CustomerHistory history) {
            history.record(decision);
        }
    }

    /** Something written to the customer. */
    record Replied(Reply reply) implements CustomerInput {
        @Override
        public void recordIn(CustomerHistory history) {
            history.record(reply);
        }
    }
}
