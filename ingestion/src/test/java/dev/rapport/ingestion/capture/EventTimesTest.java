package dev.rapport.ingestion.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventTimesTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT33S, PT0S",
        "PT4M59S, PT0S",
        "PT5M, PT5M",
        "PT1H0.2S, PT1H",
        "PT-0.4S, PT0S",
        "PT-1M, PT0S",
        "PT-1M-1S, PT-5M",
        "PT-59M-50S, PT-1H",
        "P20000D, P20000D"
    })
    void correctsWhatTransportDoesNotExplainInWholeSteps(Duration late, Duration correction) {
        assertThat(EventTimes.correction(late)).isEqualTo(correction);
    }

    /** Clocks that are right or off by whole steps, as a wrong time zone makes them. */
    @Test
    void neverTurnsRoundWhatADeviceDidHoweverItsRequestsStall() {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++) {
            // Given
            var off = EventTimes.STEP.multipliedBy(random.nextInt(-300, 300));
            var first = NOW;
            var second = first.plusMillis(1 + random.nextInt(600_000));
            // When
            var one = corrected(first, off, random);
            var other = corrected(second, off, random);
            // Then
            assertThat(one).as("round %s", round).isBefore(other);
            assertThat(one).isEqualTo(first);
        }
    }

    /** Any clock: never later than the exact correction would date it, and less than a step earlier. */
    @Test
    void datesNoEventLaterThanItsSendersClockAllows() {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++) {
            // Given
            var late = Duration.ofMillis(random.nextLong(-100_000_000, 100_000_000));
            // When
            var correction = EventTimes.correction(late);
            // Then
            if (late.abs().compareTo(EventTimes.JITTER) > 0) {
                assertThat(correction).isLessThanOrEqualTo(late).isGreaterThan(late.minus(EventTimes.STEP));
            }
        }
    }

    @Test
    void takesATimeThatWasGivenOnPurposeBesideTheClocks() {
        // Given
        var purpose = Instant.parse("2010-12-01T08:26:00Z");
        // Then
        assertThat(EventTimes.occurredAt(NOW, NOW.minusSeconds(7_200), NOW.minusSeconds(7_201), purpose))
                .isEqualTo(purpose);
    }

    @Test
    void correctsATimestampThatOnlyRepeatsTheClocks() {
        // Given
        var clock = NOW.minusSeconds(7_201);
        // Then
        assertThat(EventTimes.occurredAt(NOW, NOW.minusSeconds(7_200), clock, clock.plusMillis(3)))
                .isEqualTo(NOW.minusSeconds(1));
    }

    @Test
    void ignoresASentAtThatLiesBeforeTheEvent() {
        assertThat(EventTimes.occurredAt(NOW, Instant.EPOCH, null, NOW.minusSeconds(5)))
                .isEqualTo(NOW.minusSeconds(5));
    }

    /** Sent within a minute, under way for less than a step without the jitter. */
    private static Instant corrected(Instant happened, Duration off, Random random) {
        var sent = happened.plusMillis(random.nextInt(60_000));
        var received = sent.plusMillis(random.nextInt(239_000));
        return EventTimes.occurredAt(received, sent.plus(off), null, happened.plus(off));
    }
}
