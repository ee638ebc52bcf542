package dev.rapport.ingestion.capture;

import static dev.rapport.ingestion.capture.IncomingEvents.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EventCheckTest {
    private static final String HINT = "; null, undefined, zeros and the like identify no customer";

    private final EventCheck check = new EventCheck(CaptureConfig.DEFAULT);

    static List<Arguments> brokenRules() {
        return List.of(
                broken(
                        IncomingEvents.withPayload(32 * 1024 + 1),
                        RejectionReason.EVENT_TOO_LARGE,
                        "the event has 32769 bytes, at most 32768 are allowed"),
                broken(
                        IncomingEvents.event(EventType.ALIAS, null, "ada", null),
                        RejectionReason.MISSING_PREVIOUS_ID,
                        "alias needs previousId"),
                broken(
                        IncomingEvents.event(EventType.ALIAS, null, "ada", "NaN"),
                        RejectionReason.MISSING_PREVIOUS_ID,
                        "alias needs previousId" + HINT),
                broken(
                        IncomingEvents.event(EventType.ALIAS, null, null, "old"),
                        RejectionReason.MISSING_IDS,
                        "alias needs userId"),
                broken(
                        IncomingEvents.track("Viewed", null),
                        RejectionReason.MISSING_IDS,
                        "userId or anonymousId is required"),
                broken(
                        IncomingEvents.track("Viewed", "undefined"),
                        RejectionReason.MISSING_IDS,
                        "userId or anonymousId is required" + HINT),
                broken(
                        IncomingEvents.withIds("m", "u".repeat(257), null),
                        RejectionReason.INVALID_FIELD,
                        "userId has 257 characters, at most 256 are allowed"),
                broken(
                        IncomingEvents.withIds("m", null, "a".repeat(257)),
                        RejectionReason.INVALID_FIELD,
                        "anonymousId has 257 characters, at most 256 are allowed"),
                broken(
                        IncomingEvents.event(EventType.ALIAS, null, "ada", "p".repeat(257)),
                        RejectionReason.INVALID_FIELD,
                        "previousId has 257 characters, at most 256 are allowed"),
                broken(
                        IncomingEvents.withIds("m".repeat(101), "ada", null),
                        RejectionReason.INVALID_FIELD,
                        "messageId has 101 characters, at most 100 are allowed"),
                broken(
                        IncomingEvents.track(null, "ada"),
                        RejectionReason.MISSING_EVENT_NAME,
                        "track needs event, the name of what happened"));
    }

    @ParameterizedTest
    @MethodSource("brokenRules")
    void rejectsAnEventThatBreaksARule(IncomingEvent event, RejectionReason reason, String detail) {
        // When
        var outcome = check.check(event);
        // Then
        assertThat(outcome).isEqualTo(Outcome.rejected(reason, detail));
    }

    static List<IncomingEvent> atTheLimits() {
        return List.of(
                IncomingEvents.withPayload(32 * 1024),
                IncomingEvents.withIds("m".repeat(100), "u".repeat(256), "a".repeat(256)),
                IncomingEvents.withIds(null, null, "browser"),
                IncomingEvents.event(EventType.PAGE, null, "ada", null),
                IncomingEvents.event(EventType.ALIAS, null, "ada", "old"),
                IncomingEvents.at(NOW.plus(Duration.ofDays(365_000))),
                IncomingEvents.at(Instant.EPOCH.minusMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("atTheLimits")
    void acceptsAnEventThatJustKeepsEveryRule(IncomingEvent event) {
        // When
        var outcome = check.check(event);
        // Then
        assertThat(outcome).isEqualTo(Outcome.accepted(event));
    }

    @Test
    void namesTheFirstBrokenRule() {
        // Given
        var event = IncomingEvents.track(null, null);
        // When
        var outcome = check.check(event);
        // Then
        assertThat(outcome)
                .isEqualTo(Outcome.rejected(RejectionReason.MISSING_IDS, "userId or anonymousId is required"));
    }

    private static Arguments broken(IncomingEvent event, RejectionReason reason, String detail) {
        return Arguments.of(event, reason, detail);
    }
}
