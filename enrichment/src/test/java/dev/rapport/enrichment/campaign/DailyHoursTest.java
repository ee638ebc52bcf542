package dev.rapport.enrichment.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours of the day, also on those that have 23, 25, 23½ or 24½ of them, or that a country has left out. */
class DailyHoursTest {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // An evening, a night, a morning.
        "Europe/Berlin, 2026-03-20T19:59:00Z, 2026-03-20T19:59:00Z",
        "Europe/Berlin, 2026-03-20T20:00:00Z, 2026-03-21T07:00:00Z",
        "Europe/Berlin, 2026-03-21T06:59:59Z, 2026-03-21T07:00:00Z",
        // The night in which an hour is left out, and that which has one twice.
        "Europe/Berlin, 2026-03-28T20:00:00Z, 2026-03-29T06:00:00Z",
        "Europe/Berlin, 2026-10-24T19:00:00Z, 2026-10-25T07:00:00Z",
        // Half an hour forward, a quarter past UTC's, and a day that Samoa never had.
        "Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T21:00:00Z",
        "Asia/Kathmandu, 2026-03-20T15:15:00Z, 2026-03-21T02:15:00Z",
        "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-30T18:00:00Z"
    })
    void endsAtNineToEightByTheClockOnTheWall(ZoneId zone, Instant given, Instant end) {
        // Given
        var night = new DailyHours(LocalTime.of(21, 0), LocalTime.of(8, 0));
        // When
        var found = night.endAfter(given, zone);
        // Then
        assertThat(found).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Africa/Casablanca",
                "Antarctica/Troll",
                "UTC"
            })
    void endsWhereAWalkMinuteByMinuteEnds(ZoneId zone) {
        // Given
        var random = new Random(zone.getId().hashCode());
        for (var n = 0; n < 400; n++) {
            var hours = hours(random);
            var given = nearASetClock(zone.getRules(), random);
            // When
            var found = hours.endAfter(given, zone);
            // Then
            assertThat(found).as("%s after %s in %s", hours, given, zone).isEqualTo(walk(hours, given, zone));
        }
    }

    @Test
    void deliversInTheUsualHourOutsideOfQuietHours() {
        // Given
        var night = new DailyHours(LocalTime.of(21, 0), LocalTime.of(8, 30));
        var random = new Random(7);
        for (var n = 0; n < 400; n++) {
            var zone = ZoneId.of(List.of("Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu")
                    .get(random.nextInt(3)));
            var delivery = new Delivery(Optional.of(night), SendAt.USUAL_HOUR, Optional.empty(), Optional.empty());
            var hour = random.nextInt(24);
            var now = nearASetClock(zone.getRules(), random);
            // When
            var at = delivery.inUsualHour(now, zone, OptionalInt.of(hour));
            // Then
            var shown = at.atZone(zone).toLocalTime();
            assertThat(night.contains(shown)).isFalse();
            assertThat(at).isBetween(now, now.plus(Duration.ofDays(2)));
            if (hour >= 8 && hour < 21) {
                assertThat(shown.getHour()).isEqualTo(hour);
            }
        }
    }

    private static Instant walk(DailyHours hours, Instant given, ZoneId zone) {
        var at = given;
        while (isInside(hours, at.atZone(zone).toLocalTime())) {
            at = at.plusSeconds(60);
        }
        return at;
    }

    /** Every minute of the day from the first to the last, in a circle. */
    private static boolean isInside(DailyHours hours, LocalTime time) {
        var from = hours.from().toSecondOfDay() / 60;
        var length = Math.floorMod(hours.until().toSecondOfDay() / 60 - from, 1440);
        return Math.floorMod(time.toSecondOfDay() / 60 - from, 1440) < length;
    }

    private static DailyHours hours(Random random) {
        var from = random.nextInt(96);
        var length = 1 + random.nextInt(95);
        return new DailyHours(quarter(from), quarter((from + length) % 96));
    }

    private static LocalTime quarter(int number) {
        return LocalTime.ofSecondOfDay(number * 900L);
    }

    /** A whole minute within a day and a half of one at which clocks are set, where they are. */
    private static Instant nearASetClock(ZoneRules rules, Random random) {
        var any = EARLIEST.plusSeconds(
                60L * random.nextInt((int) Duration.between(EARLIEST, LATEST).toMinutes()));
        var set = rules.nextTransition(any);
        return set == null || random.nextInt(4) == 0
                ? any
                : set.getInstant().plusSeconds(60L * (random.nextInt(4_320) - 2_160));
    }
}
