package dev.rapport.ingestion.capture.plan;

import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.MeterRegistry;

/** How often events do not keep to the plan. The names are those of the plan, never those of senders. */
public final class PlanMeters {
    private static final CounterMeter VIOLATIONS = CounterMeter.of(
            "rapport.capture.plan.violations",
            "events",
            "Events that break the tracking plan: by event of the plan, by the keyword of JSON Schema (unplanned: the plan"
                    + " does not have the event; failure: it could not be checked) and by what became of them.",
            "event",
            "rule",
            "action");
    private static final CounterMeter REFUSED = CounterMeter.of(
            "rapport.capture.plan.refused",
            "files",
            "Changes of the tracking plan's file that could not be used; the plan before stays in force.");

    private final MeterRegistry registry;

    public PlanMeters(MeterRegistry registry) {
        this.registry = registry;
        var unused = REFUSED.in(registry);
    }

    void violated(String event, String rule, PlanAction action) {
        VIOLATIONS.in(registry, event, rule, action.label()).increment();
    }

    void refused() {
        REFUSED.in(registry).increment();
    }
}
