package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.state.ReadEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * How old a trigger was when it came: by its receipt, and by the time at which it was sent again if it could not be processed
 * before. Both times are in the log, so that a replay decides the same. See docs/adr/0111.
 */
record TriggerAge(Duration received, Optional<Duration> redriven) {
    static TriggerAge of(ReadEvent event) {
        var again = event.getRedrivenAt() == 0
                ? Optional.<Duration>empty()
                : Optional.of(Duration.ofMillis(event.getRedrivenAt() - event.getOccurredAt()));
        return new TriggerAge(Duration.ofMillis(event.getReceivedAt() - event.getOccurredAt()), again);
    }

    /** Says in one clause that it is too old; empty when it is not. */
    Optional<String> exceeds(Duration maxAge) {
        if (received.compareTo(maxAge) > 0) {
            return Optional.of("received " + Spans.text(received) + " after it happened, max " + Spans.text(maxAge));
        }
        return redriven.filter(age -> age.compareTo(maxAge) > 0)
                .map(age -> "sent again " + Spans.text(age) + " after it happened, max " + Spans.text(maxAge));
    }

    /** The longer of both. */
    String text() {
        return Spans.text(redriven.filter(age -> age.compareTo(received) > 0).orElse(received));
    }
}
