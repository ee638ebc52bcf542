package dev.rapport.ingestion.letters.kafka;

import dev.rapport.ingestion.letters.Route;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.schemas.RedriveOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of the wish to send a letter again.
 *
 * @param letter  as it was found
 * @param topic   that it was sent to, or would be; empty where it goes nowhere
 * @param outcome null when it was not sent
 * @param refusal why it was not sent, or is not going to be
 */
public record Redriven(
        DeadLetter letter, String topic, @Nullable RedriveOutcome outcome, Optional<Route.Refusal> refusal) {
    static Redriven refused(DeadLetter letter, Route.Refusal why) {
        return new Redriven(letter, "", null, Optional.of(why));
    }

    /** Word for reports: {@code sent}, {@code rejected}, {@code would-send} or why it is not sent. */
    public String label() {
        return refusal.map(why -> why.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .orElse(outcome == null ? "would-send" : outcome.name().toLowerCase(java.util.Locale.ROOT));
    }
}
