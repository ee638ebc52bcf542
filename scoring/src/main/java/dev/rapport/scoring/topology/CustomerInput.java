package dev.rapport.scoring.topology;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.ExperimentExposure;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.history.Trail;
import dev.rapport.scoring.merge.Changed;
import dev.rapport.scoring.merge.Merges;
import dev.rapport.scoring.state.Transfer;
import java.util.List;

/** One record about a customer. It never leaves the JVM. */
sealed interface CustomerInput {
    /** What it changes. */
    Changed changes(Merges customers, String customerId);

    /** Touchpoints that it tells by itself. */
    default List<PathTouchpoint> touchpoints() {
        return List.of();
    }

    /** Exposures that it tells by itself. */
    default List<ExperimentExposure> exposures() {
        return List.of();
    }

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
        public Changed changes(Merges customers, String customerId) {
            return customers.record(customerId, event.getFragmentId(), history -> {
                history.record(event);
                OutsideExposure.of(event).ifPresent(history::record);
            });
        }

        @Override
        public List<PathTouchpoint> touchpoints() {
            return Trail.touchpoints(event);
        }

        @Override
        public List<ExperimentExposure> exposures() {
            return OutsideExposure.of(event).map(Trail::outside).stream().toList();
        }
    }

    /** Something a campaign decided about the customer. */
    record Decided(Decision decision) implements CustomerInput {
        @Override
        public Changed changes(Merges customers, String customerId) {
            return customers.record(customerId, decision.getFragmentId(), history -> history.record(decision));
        }

        @Override
        public List<ExperimentExposure> exposures() {
            return Trail.exposures(decision);
        }
    }

    /** Something written to the customer. */
    record Replied(Reply reply) implements CustomerInput {
        @Override
        public Changed changes(Merges customers, String customerId) {
            return customers.record(customerId, reply.getFragmentId(), history -> history.record(reply));
        }
    }

    /** What a merge or its end means for the customer. */
    record Transferred(Transfer transfer) implements CustomerInput {
        @Override
        public Changed changes(Merges customers, String customerId) {
            return customers.receive(customerId, transfer);
        }
    }
}
