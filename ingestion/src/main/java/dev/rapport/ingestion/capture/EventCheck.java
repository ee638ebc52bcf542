package dev.rapport.ingestion.capture;

import static dev.rapport.schemas.EventType.ALIAS;
import static dev.rapport.schemas.EventType.TRACK;
import static dev.rapport.schemas.RejectionReason.EVENT_TOO_LARGE;
import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;
import static dev.rapport.schemas.RejectionReason.MISSING_EVENT_NAME;
import static dev.rapport.schemas.RejectionReason.MISSING_IDS;
import static dev.rapport.schemas.RejectionReason.MISSING_PREVIOUS_ID;
import static dev.rapport.schemas.RejectionReason.OCCURRED_IN_FUTURE;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules that an event of any producer must keep. The order is that of the list: the first broken rule is the reason
 * of the rejection. Thread-safe.
 */
public final class EventCheck {
    /** What two clocks that show the same time may differ by. */
    public static final Duration CLOCK_JITTER = Duration.ofMinutes(1);

    private interface Check {
        /** What is wrong; empty when the rule is kept. */
        Optional<String> problem(IncomingEvent event, Instant receivedAt);
    }

    private record Rule(RejectionReason reason, Check check) {}

    private final List<Rule> rules;

    public EventCheck(CaptureConfig config) {
        this.rules = List.of(
                new Rule(
                        EVENT_TOO_LARGE,
                        (event, at) ->
                                config.tooLarge("the event has", event.payload().remaining())),
                new Rule(
                        MISSING_PREVIOUS_ID,
                        id(event -> event.type() != ALIAS || event.previousId() != null, "alias needs previousId")),
                new Rule(
                        MISSING_IDS,
                        id(event -> event.type() != ALIAS || event.userId() != null, "alias needs userId")),
                new Rule(
                        MISSING_IDS,
                        id(
                                event -> event.userId() != null || event.anonymousId() != null,
                                "userId or anonymousId is required")),
                new Rule(INVALID_FIELD, length("userId", IncomingEvent::userId, IncomingEvent.MAX_ID_LENGTH)),
                new Rule(INVALID_FIELD, length("anonymousId", IncomingEvent::anonymousId, IncomingEvent.MAX_ID_LENGTH)),
                new Rule(INVALID_FIELD, length("previousId", IncomingEvent::previousId, IncomingEvent.MAX_ID_LENGTH)),
                new Rule(
                        INVALID_FIELD,
                        length("messageId", IncomingEvent::messageId, IncomingEvent.MAX_MESSAGE_ID_LENGTH)),
                new Rule(
                        MISSING_EVENT_NAME,
                        (event, at) -> unless(
                                event.type() != TRACK || event.name() != null,
                                "track needs event, the name of what happened")),
                new Rule(
                        OCCURRED_IN_FUTURE,
                        (event, at) -> unless(
                                !event.occurredAt().isAfter(at.plus(config.futureTolerance())),
                                "timestamp lies more than "
                                        + config.futureTolerance().toMinutes() + " minutes ahead of its arrival")),
                new Rule(
                        INVALID_FIELD,
                        (event, at) -> unless(
                                !event.occurredAt().isBefore(Instant.EPOCH), "timestamp must be in 1970 or later")));
    }

    /** The event when it keeps every rule, else the first rule that it breaks. */
    public Outcome<IncomingEvent, RejectionReason> check(IncomingEvent event, Instant receivedAt) {
        for (var rule : rules) {
            var problem = rule.check().problem(event, receivedAt);
            if (problem.isPresent()) {
                return Outcome.rejected(rule.reason(), problem.get());
            }
        }
        return Outcome.accepted(event);
    }

    private static Check id(Predicate<IncomingEvent> holds, String detail) {
        return (event, at) -> unless(
                holds.test(event),
                event.flags().contains(EventFlag.ID_IGNORED)
                        ? detail + "; null, undefined, zeros and the like identify no customer"
                        : detail);
    }

    private static Check length(String field, Function<IncomingEvent, @Nullable String> id, int max) {
        return (event, at) -> Optional.ofNullable(id.apply(event))
                .filter(value -> value.length() > max)
                .map(value -> field + " has " + value.length() + " characters, at most " + max + " are allowed");
    }

    private static Optional<String> unless(boolean holds, String detail) {
        return holds ? Optional.empty() : Optional.of(detail);
    }
}
