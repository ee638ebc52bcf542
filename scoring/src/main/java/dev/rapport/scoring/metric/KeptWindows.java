package dev.rapport.scoring.metric;

import dev.rapport.runtime.value.Checks;
import dev.rapport.schemas.MetricWindow;
import java.time.Duration;
import java.util.List;

/**
 * How long rows of short windows are kept, so that neither stores nor topics grow with time. Days and all time are kept for
 * ever.
 *
 * @param minutes time that a row of a minute is kept after its start, at least a minute
 * @param hours   time that a row of an hour is kept after its start, at least an hour
 */
public record KeptWindows(Duration minutes, Duration hours) {
    /** Two days of minutes, 90 days of hours. */
    public static final KeptWindows DEFAULT = new KeptWindows(Duration.ofDays(2), Duration.ofDays(90));

    /** Windows that end. */
    static final List<MetricWindow> ENDING = List.of(MetricWindow.MINUTE, MetricWindow.HOUR);

    public KeptWindows {
        Checks.atLeast(1, minutes.toMinutes(), "scoring.metrics.keep-minutes");
        Checks.atLeast(1, hours.toHours(), "scoring.metrics.keep-hours");
    }

    /** Earliest start of a window that is kept at a time, both in milliseconds since the epoch. */
    long firstKept(MetricWindow window, long now) {
        return switch (window) {
            case MINUTE -> now - minutes.toMillis();
            case HOUR -> now - hours.toMillis();
            case DAY, ALL -> Long.MIN_VALUE;
        };
    }
}
