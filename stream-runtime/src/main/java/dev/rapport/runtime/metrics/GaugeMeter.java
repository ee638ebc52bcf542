package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Declares what goes up and down. */
public record GaugeMeter(Declaration declaration) implements DeclaredMeter {
    public static GaugeMeter of(String name, String unit, String description, String... tags) {
        return new GaugeMeter(new Declaration(name, unit, description, List.of(tags)));
    }

    /** Shows a value of the source, which is kept in memory by it. */
    public <T> void follow(MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
        var gauge = Gauge.builder(name(), source, value)
                .description(description())
                .tags(tagged(values))
                .strongReference(true);
        // Prometheus wants bytes in the name; what is counted is in ours.
        if (unit().equals(BaseUnits.BYTES)) {
            gauge.baseUnit(unit());
        }
        gauge.register(registry);
    }
}
