package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.schemas.CapturedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What became of events, each counted once it is known, and what waits for Kafka. */
public final class EventMeters {
    private static final CounterMeter EVENTS = CounterMeter.of(
            "rapport.capture.events",
            "events",
            "Events by what became of them (accepted, rejected or failed) and why; withdrawn are those among the rejected"
                    + " whose withdrawal of consent counts.",
            "outcome",
            "reason");
    private static final CounterMeter FLAGS = CounterMeter.of(
            "rapport.capture.flags", "events", "Accepted events in which something was mended, by what.", "flag");
    private static final CounterMeter TICKS = CounterMeter.of(
            "rapport.capture.ticks",
            "ticks",
            "Ticks that Kafka took (written) or did not take (failed); without them timers and sessions stand still.",
            "outcome");
    private static final GaugeMeter WAITING =
            GaugeMeter.of("rapport.capture.waiting", "bytes", "Events that wait for Kafka, now.");
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter withdrawn;
    private final Counter failed;
    private final Counter ticksWritten;
    private final Counter ticksFailed;

    public EventMeters(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = EVENTS.in(registry, "accepted", NONE);
        this.withdrawn = EVENTS.in(registry, "withdrawn", NONE);
        this.failed = EVENTS.in(registry, "failed", "unavailable");
        this.ticksWritten = TICKS.in(registry, "written");
        this.ticksFailed = TICKS.in(registry, "failed");
    }

    void stored(CaptureOutcome outcome) {
        if (outcome instanceof CaptureOutcome.Captured captured) {
            accepted(captured.event());
        } else if (outcome instanceof CaptureOutcome.Rejected rejected) {
            EVENTS.in(registry, "rejected", rejected.event().getReason().name()).increment();
        }
    }

    private void accepted(CapturedEvent event) {
        if (event.getWithdrawal() != null) {
            withdrawn.increment();
            return;
        }
        accepted.increment();
        event.getFlags().forEach(flag -> FLAGS.in(registry, flag.name()).increment());
    }

    void failed() {
        failed.increment();
    }

    void ticked(boolean written) {
        (written ? ticksWritten : ticksFailed).increment();
    }

    void waiting(Supplier<Number> bytes) {
        WAITING.follow(registry, bytes, waiting -> waiting.get().doubleValue());
    }
}
