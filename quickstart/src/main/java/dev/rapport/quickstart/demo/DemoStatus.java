package dev.rapport.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the demo is.
 *
 * @param phase   what it does now, one word
 * @param lift    conversion lift as the API answers, when there is one
 */
public record DemoStatus(
        String phase, Duration elapsed, long events, long replies, long conversions, Optional<JsonNode> lift) {
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

    private static String describe(JsonNode lift) {
        return String.format(
                Locale.ROOT,
                "   lift %+.1f pp (%.1f to %.1f)",
                100 * lift.path("absolute").asDouble(),
                100 * lift.path("interval").path("low").asDouble(),
                100 * lift.path("interval").path("high").asDouble());
    }
}
