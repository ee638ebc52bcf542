package dev.rapport.quickstart.demo;

import dev.rapport.quickstart.report.ConversionLift;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the demo is.
 *
 * @param phase   what it does now, one word
 * @param lift    of conversion, when there is one
 */
public record DemoStatus(
        String phase, Duration elapsed, long events, long replies, long conversions, Optional<ConversionLift> lift) {
    /** One line for people. */
    public String line() {
        var line = String.format(
                Locale.ROOT,
                "%-8s %4d s   %,d events   %,d replies   %,d conversions",
                phase,
                elapsed.toSeconds(),
                events,
                replies,
                conversions);
        return line + lift.map(DemoStatus::describe).orElse("");
    }

    private static String describe(ConversionLift lift) {
        return String.format(
                Locale.ROOT,
                "   lift %+.1f pp (%.1f to %.1f)",
                100 * lift.absolute(),
                100 * lift.low(),
                100 * lift.high());
    }
}
