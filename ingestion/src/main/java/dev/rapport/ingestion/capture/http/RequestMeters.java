package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.TimerMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Requests, and those that were refused as a whole. */
public final class RequestMeters {
    private static final TimerMeter REQUESTS = TimerMeter.ofHistogram(
            "rapport.capture.requests",
            "Time from a request to its answer, by call and HTTP status.",
            "call",
            "status");
    private static final CounterMeter REFUSED = CounterMeter.of(
            "rapport.capture.refused",
            "requests",
            "Requests that were refused as a whole, by reason; how many events they had is not known.",
            "reason");

    private static final CounterMeter REFUSED_SECRETS = CounterMeter.of(
            "rapport.hubspot.secrets.refused",
            "versions",
            "Versions of the file of HubSpot's secrets that could not be used; the one before stays in force.");

    private final MeterRegistry registry;

    public RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public Timer.Sample start() {
        return Timer.start(registry);
    }

    /** @param call its label: one of a bounded set */
    public void stop(Timer.Sample sample, String call, int status) {
        sample.stop(REQUESTS.in(registry, call, Integer.toString(status)));
    }

    void refusedSecrets() {
        REFUSED_SECRETS.in(registry).increment();
    }

    void refused(Reason reason) {
        REFUSED.in(registry, reason.name()).increment();
    }
}
