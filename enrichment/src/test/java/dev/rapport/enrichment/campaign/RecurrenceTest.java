package dev.rapport.enrichment.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times by the clock of a place, on days of 23 and 25 hours, too. */
class RecurrenceTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-03-27T07:59:59Z, 2026-03-27T08:00:00Z",
        "2026-03-27T08:00:00Z, 2026-03-28T08:00:00Z",
        // The clock goes forward on 29 March, and back on 25 October.
        "2026-03-28T08:00:00Z, 2026-03-29T07:00:00Z",
        "2026-10-24T07:00:00Z, 2026-10-25T08:00:00Z",
        "2026-10-25T08:00:00Z, 2026-10-26T08:00:00Z"
    })
    void comesEveryDayAtTheSameTimeOfTheClock(Instant after, Instant next) {
        // Given
        var nine = new Recurrence.Daily(LocalTime.of(9, 0), BERLIN);
        // When, Then
        assertThat(nine.next(after)).contains(next);
    }

    @ParameterizedTest
    @CsvSource({
        // 02:30 is left out on 29 March, and comes twice on 25 October.
        "2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
        "2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
        "2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z"
    })
    void comesOnceOnDaysOf23And25Hours(Instant after, Instant next) {
        // Given
        var night = new Recurrence.Daily(LocalTime.of(2, 30), BERLIN);
        // When, Then
        assertThat(night.next(after)).contains(next);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-27T12:00:00Z, 2026-03-30T07:00:00Z", "2026-03-30T07:00:00Z, 2026-04-06T07:00:00Z"})
    void comesEveryWeek(Instant after, Instant next) {
        // Given
        var monday = new Recurrence.Weekly(DayOfWeek.MONDAY, LocalTime.of(9, 0), BERLIN);
        // When, Then
        assertThat(monday.next(after)).contains(next);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T08:00:00Z, 2026-02-28T08:00:00Z", "2026-02-28T08:00:00Z, 2026-03-31T07:00:00Z"})
    void comesOnTheLastDayOfShorterMonths(Instant after, Instant next) {
        // Given
        var last = new Recurrence.Monthly(31, LocalTime.of(9, 0), BERLIN);
        // When, Then
        assertThat(last.next(after)).contains(next);
    }

    @Test
    void comesOnce() {
        // Given
        var eve = new Recurrence.Once(LocalDateTime.of(2026, 12, 24, 9, 0), BERLIN);
        var at = Instant.parse("2026-12-24T08:00:00Z");
        // When, Then
        assertThat(eve.next(at.minusMillis(1))).contains(at);
        assertThat(eve.next(at)).isEmpty();
    }
}
