package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * {@code rapport.capture.requests}: time from a request to its answer, by call and status.
 * {@code rapport.capture.refused}: requests that were not taken, by reason; their events are known to nobody.
 */
public final class RequestMeters {
    private final MeterRegistry registry;

    public RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void stop(Timer.Sample sample, Call call, int status) {
        sample.stop(Timer.builder("rapport.capture.requests")
                .tag("call", call.label())
                .tag("status", Integer.toString(status))
                .description("Time from a request to its answer.")
                .publishPercentileHistogram()
                .register(registry));
    }

    void refused(Reason reason) {
        registry.counter("rapport.capture.refused", "reason", reason.name()).increment();
    }
}
