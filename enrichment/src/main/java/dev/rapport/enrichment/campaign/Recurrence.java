package dev.rapport.enrichment.campaign;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * When something happens by the clock of a place. A time that its clock leaves out in spring comes as much later as the
 * clock is put forward; one that it shows twice in autumn counts the first time.
 */
public sealed interface Recurrence {
    /** The first time after an instant; empty where there is none. */
    Optional<Instant> next(Instant after);

    /** Once. */
    record Once(LocalDateTime at, ZoneId zone) implements Recurrence {
        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(at.atZone(zone).toInstant()).filter(instant -> instant.isAfter(after));
        }
    }

    /** Every day. */
    record Daily(LocalTime at, ZoneId zone) implements Recurrence {
        @Override
        public Optional<Instant> next(Instant after) {
            var day = day(after, zone);
            return Optional.of(firstAfter(after, instant(day, at, zone), instant(day.plusDays(1), at, zone)));
        }
    }

    /** Every week. */
    record Weekly(DayOfWeek on, LocalTime at, ZoneId zone) implements Recurrence {
        @Override
        public Optional<Instant> next(Instant after) {
            var day = day(after, zone).with(TemporalAdjusters.nextOrSame(on));
            return Optional.of(firstAfter(after, instant(day, at, zone), instant(day.plusWeeks(1), at, zone)));
        }
    }

    /**
     * Every month.
     *
     * @param on day of the month, 1 to 31; where a month is shorter its last day
     */
    record Monthly(int on, LocalTime at, ZoneId zone) implements Recurrence {
        @Override
        public Optional<Instant> next(Instant after) {
            var month = YearMonth.from(day(after, zone));
            return Optional.of(firstAfter(after, instant(month), instant(month.plusMonths(1))));
        }

        private Instant instant(YearMonth month) {
            return Recurrence.instant(month.atDay(Math.min(on, month.lengthOfMonth())), at, zone);
        }
    }

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }

    private static Instant instant(LocalDate day, LocalTime at, ZoneId zone) {
        return day.atTime(at).atZone(zone).toInstant();
    }

    private static Instant firstAfter(Instant after, Instant one, Instant next) {
        return one.isAfter(after) ? one : next;
    }
}
