package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Declares what only grows. */
public record CounterMeter(Declaration declaration) implements DeclaredMeter {
    public static CounterMeter of(String name, String unit, String description, String... tags) {
        return new CounterMeter(new Declaration(name, unit, description, List.of(tags)));
    }

    /** The counter with these values of its tags; registers it the first time. */
    public Counter in(MeterRegistry registry, String... values) {
        return Counter.builder(name())
                .description(description())
                .tags(tagged(values))
                .register(registry);
    }

    /** Shows a count that somebody else keeps, for as long as that one is in memory. */
    public <T> void follow(MeterRegistry registry, T source, ToDoubleFunction<T> count, String... values) {
        FunctionCounter.builder(name(), source, count)
                .description(description())
                .tags(tagged(values))
                .register(registry);
    }
}
