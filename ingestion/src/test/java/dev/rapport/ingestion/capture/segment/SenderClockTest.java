package dev.rapport.ingestion.capture.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SenderClockTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT33S, PT0S",
        "PT3M59.999S, PT0S",
        "PT4M, PT5M",
        "PT5M, PT5M",
        "PT59M, PT1H",
        "PT59M59.8S, PT1H",
        "PT1H0.2S, PT1H",
        "PT1H3M59S, PT1H",
        "PT-0.4S, PT0S",
        "PT-1M, PT0S",
        "PT-1M-1S, PT-5M",
        "PT-59M-50S, PT-1H",
        "PT-1H-0.2S, PT-1H",
        "PT-1H-1M, PT-1H",
        "PT-1H-1M-1S, PT-1H-5M",
        "P20000D, P20000D"
    })
    void correctsWhatTransportDoesNotExplainInWholeSteps(Duration late, Duration correction) {
        assertThat(SenderClock.correction(late)).isEqualTo(correction);
    }

    /** Clocks that are right or off by whole steps, as a wrong time zone makes them. */
    @Test
    void neverTurnsRoundWhatADeviceDidHoweverItsRequestsStall() {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++) {
            // Given
            var off = SenderClock.STEP.multipliedBy(random.nextInt(-300, 300));
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

    /** A clock in another zone that is a little ahead itself, and requests from at once to slow: always the zone's offset. */
    @ParameterizedTest
    @ValueSource(ints = {15, 30, 60})
    void correctsAClockInAWrongZoneByThatZone(int unit) {
        for (var count = -56; count <= 56; count++) {
            var zone = Duration.ofMinutes((long) unit * count);
            for (var latency = -30_000; latency <= 180_000; latency += 100) {
                // When
                var correction = SenderClock.correction(zone.plusMillis(latency));
                // Then
                assertThat(correction).as("%s and %s ms", zone, latency).isEqualTo(zone);
            }
        }
    }

    /** Any clock: at most the jitter later than the exact correction would date it, and less than a step without it earlier. */
    @Test
    void datesNoEventLaterThanItsSendersClockAllows() {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++) {
            // Given
            var late = Duration.ofMillis(random.nextLong(-100_000_000, 100_000_000));
            // When
            var correction = SenderClock.correction(late);
            // Then
            assertThat(correction)
                    .isLessThanOrEqualTo(late.plus(SenderClock.JITTER))
                    .isGreaterThan(late.plus(SenderClock.JITTER).minus(SenderClock.STEP));
        }
    }

    @Test
    void takesATimeThatWasGivenOnPurposeBesideTheClocks() {
        // Given
        var purpose = Instant.parse("2010-12-01T08:26:00Z");
        // Then
        assertThat(SenderClock.occurredAt(NOW, NOW.minusSeconds(7_200), NOW.minusSeconds(7_201), purpose))
                .isEqualTo(purpose);
    }

    @Test
    void correctsATimestampThatOnlyRepeatsTheClocks() {
        // Given
        var clock = NOW.minusSeconds(7_201);
        // Then
        assertThat(SenderClock.occurredAt(NOW, NOW.minusSeconds(7_200), clock, clock.plusMillis(3)))
                .isEqualTo(NOW.minusSeconds(1));
    }

    @Test
    void ignoresASentAtThatLiesBeforeTheEvent() {
        assertThat(SenderClock.occurredAt(NOW, Instant.EPOCH, null, NOW.minusSeconds(5)))
                .isEqualTo(NOW.minusSeconds(5));
    }

    /** Sent within a minute, under way for less than a step without the jitter. */
    private static Instant corrected(Instant happened, Duration off, Random random) {
        var sent = happened.plusMillis(random.nextInt(60_000));
        var received = sent.plusMillis(random.nextInt(239_000));
        return SenderClock.occurredAt(received, sent.plus(off), null, happened.plus(off));
    }
}
