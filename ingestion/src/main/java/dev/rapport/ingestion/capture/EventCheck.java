package dev.rapport.ingestion.capture;

import static dev.rapport.ingestion.capture.IncomingEvent.MAX_ID_LENGTH;
import static dev.rapport.ingestion.capture.IncomingEvent.MAX_MESSAGE_ID_LENGTH;
import static dev.rapport.schemas.EventType.ALIAS;
import static dev.rapport.schemas.EventType.TRACK;
import static dev.rapport.schemas.RejectionReason.EVENT_TOO_LARGE;
import static dev.rapport.schemas.RejectionReason.INVALID_FIELD;
import static dev.rapport.schemas.RejectionReason.MISSING_EVENT_NAME;
import static dev.rapport.schemas.RejectionReason.MISSING_IDS;
import static dev.rapport.schemas.RejectionReason.MISSING_PREVIOUS_ID;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import java.time.Duration;
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
        Optional<String> problem(IncomingEvent event);
    }

    private record Rule(RejectionReason reason, Check check) {}

    private final List<Rule> rules;

    public EventCheck(CaptureConfig config) {
        this.rules = List.of(
                new Rule(EVENT_TOO_LARGE, event -> config.tooLarge("the event has", size(event))),
                identified(MISSING_PREVIOUS_ID, "alias needs previousId", EventCheck::hasPreviousId),
                identified(MISSING_IDS, "alias needs userId", event -> event.type() != ALIAS || event.userId() != null),
                identified(MISSING_IDS, "userId or anonymousId is required", EventCheck::hasId),
                atMost(MAX_ID_LENGTH, "userId", IncomingEvent::userId),
                atMost(MAX_ID_LENGTH, "anonymousId", IncomingEvent::anonymousId),
                atMost(MAX_ID_LENGTH, "previousId", IncomingEvent::previousId),
                atMost(MAX_MESSAGE_ID_LENGTH, "messageId", IncomingEvent::messageId),
                rule(MISSING_EVENT_NAME, "track needs event, the name of what happened", event -> hasName(event)));
    }

    /** The event when it keeps every rule, else the first rule that it breaks. */
    public Outcome<IncomingEvent, RejectionReason> check(IncomingEvent event) {
        for (var rule : rules) {
            var problem = rule.check().problem(event);
            if (problem.isPresent()) {
                return Outcome.rejected(rule.reason(), problem.get());
            }
        }
        return Outcome.accepted(event);
    }

    private static Rule rule(RejectionReason reason, String detail, Predicate<IncomingEvent> holds) {
        var broken = Optional.of(detail);
        return new Rule(reason, event -> holds.test(event) ? Optional.empty() : broken);
    }

    /** A rule about ids, which says so when one was ignored. */
    private static Rule identified(RejectionReason reason, String detail, Predicate<IncomingEvent> holds) {
        return new Rule(reason, event -> {
            if (holds.test(event)) {
                return Optional.empty();
            }
            var ignored = event.flags().contains(EventFlag.ID_IGNORED);
            return Optional.of(
                    ignored ? detail + "; null, undefined, zeros and the like identify no customer" : detail);
        });
    }

    private static Rule atMost(int max, String field, Function<IncomingEvent, @Nullable String> id) {
        return new Rule(INVALID_FIELD, event -> {
            var value = id.apply(event);
            return value == null || value.length() <= max
                    ? Optional.empty()
                    : Optional.of(field + " has " + value.length() + " characters, at most " + max + " are allowed");
        });
    }

    private static int size(IncomingEvent event) {
        return event.payload().remaining();
    }

    private static boolean hasPreviousId(IncomingEvent event) {
        return event.type() != ALIAS || event.previousId() != null;
    }

    private static boolean hasId(IncomingEvent event) {
        return event.userId() != null || event.anonymousId() != null;
    }

    private static boolean hasName(IncomingEvent event) {
        return event.type() != TRACK || event.name() != null;
    }
}
