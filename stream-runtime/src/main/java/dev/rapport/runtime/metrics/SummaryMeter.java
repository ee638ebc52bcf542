package dev.rapport.runtime.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Declares sizes of something that happens again and again: how often, how much together, the largest of late. */
public record SummaryMeter(Declaration declaration) implements DeclaredMeter {
    public static SummaryMeter of(String name, String unit, String description, String... tags) {
        return new SummaryMeter(new Declaration(name, unit, description, List.of(tags)));
    }

    /** The summary with these values of its tags; registers it the first time. */
    public DistributionSummary in(MeterRegistry registry, String... values) {
        return DistributionSummary.builder(name())
                .description(description())
                .tags(tagged(values))
                .register(registry);
    }
}
