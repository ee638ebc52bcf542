package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/**
 * Declares durations of something that happens again and again.
 *
 * @param histogram whether quantiles can be asked for, at some seventy series more for every combination of tags
 */
public record TimerMeter(Declaration declaration, boolean histogram) implements DeclaredMeter {
    private static final String UNIT = "seconds";

    /** With their number, sum and maximum. */
    public static TimerMeter of(String name, String description, String... tags) {
        return new TimerMeter(new Declaration(name, UNIT, description, List.of(tags)), false);
    }

    /** With a histogram beside them. */
    public static TimerMeter ofHistogram(String name, String description, String... tags) {
        return new TimerMeter(new Declaration(name, UNIT, description, List.of(tags)), true);
    }

    /** The timer with these values of its tags; registers it the first time. */
    public Timer in(MeterRegistry registry, String... values) {
        return Timer.builder(name())
                .description(description())
                .tags(tagged(values))
                .publishPercentileHistogram(histogram)
                .register(registry);
    }
}
