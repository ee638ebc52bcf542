package dev.rapport.ingestion.capture.kafka;

import dev.rapport.ingestion.capture.EventOutcome;
import dev.rapport.ingestion.capture.EventOutcome.Rejected;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * {@code rapport.capture.events}: events by outcome ({@code accepted}, {@code rejected}, {@code failed}) and reason, each
 * counted once it is known. {@code rapport.capture.waiting}: bytes that wait for Kafka.
 */
public final class EventMeters {
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter failed;

    public EventMeters(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = counter("accepted", NONE);
        this.failed = counter("failed", "unavailable");
    }

    void stored(EventOutcome outcome) {
        if (outcome instanceof Rejected rejected) {
            counter("rejected", rejected.event().getReason().name()).increment();
        } else {
            accepted.increment();
        }
    }

    void failed() {
        failed.increment();
    }

    void waiting(Supplier<Number> bytes) {
        Gauge.builder("rapport.capture.waiting", bytes)
                .baseUnit("bytes")
                .description("Bytes of events that wait for Kafka.")
                .register(registry);
    }

    private Counter counter(String outcome, String reason) {
        return Counter.builder("rapport.capture.events")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .description("Events by what became of them.")
                .register(registry);
    }
}
