package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import dev.rapport.schemas.CapturedEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What became of events, each counted once it is known, and what waits for Kafka. */
public final class EventMeters {
    private static final CounterMeter EVENTS = CounterMeter.of(
            "rapport.capture.events",
            "events",
            "Events by what became of them (accepted, rejected, failed, or the erasure of a customer that they requested) and"
                    + " why; withdrawn are those among the rejected and the erasures whose withdrawal of consent counts.",
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
    private static final GaugeMeter STALLED = GaugeMeter.of(
            "rapport.capture.stalled",
            "state",
            "Whether Kafka acknowledges nothing and requests are refused at once: 1, otherwise 0.");
    private static final String NONE = "none";

    private final LongAdder acknowledged = new LongAdder();
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter withdrawn;
    private final Counter erasures;
    private final Counter failed;
    private final Counter refused;
    private final Counter ticksWritten;
    private final Counter ticksFailed;

    public EventMeters(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = EVENTS.in(registry, "accepted", NONE);
        this.withdrawn = EVENTS.in(registry, "withdrawn", NONE);
        this.erasures = EVENTS.in(registry, "erasure", NONE);
        this.failed = EVENTS.in(registry, "failed", "unavailable");
        this.refused = EVENTS.in(registry, "failed", "refused");
        this.ticksWritten = TICKS.in(registry, "written");
        this.ticksFailed = TICKS.in(registry, "failed");
    }

    /**
     * What counts an outcome once Kafka has it. It holds nothing of the outcome, whose bytes may keep a whole body in memory
     * for as long as Kafka is away.
     */
    Runnable whenStored(CaptureOutcome outcome) {
        var count = counting(outcome);
        return () -> {
            acknowledged.increment();
            count.run();
        };
    }

    private Runnable counting(CaptureOutcome outcome) {
        if (outcome instanceof CaptureOutcome.Captured captured) {
            return accepting(captured.event());
        }
        if (outcome instanceof CaptureOutcome.Rejected rejected) {
            var reason = rejected.event().getReason().name();
            return () -> EVENTS.in(registry, "rejected", reason).increment();
        }
        return erasures::increment;
    }

    private Runnable accepting(CapturedEvent event) {
        if (event.getWithdrawal() != null) {
            return withdrawn::increment;
        }
        if (event.getFlags().isEmpty()) {
            return accepted::increment;
        }
        var flags = List.copyOf(event.getFlags());
        return () -> {
            accepted.increment();
            flags.forEach(flag -> FLAGS.in(registry, flag.name()).increment());
        };
    }

    void failed() {
        failed.increment();
    }

    /** Events that were not tried, as Kafka takes nothing. */
    void refused(int events) {
        refused.increment(events);
    }

    /** Records that Kafka has taken so far, ticks among them. */
    long acknowledged() {
        return acknowledged.sum();
    }

    void ticked(boolean written) {
        if (written) {
            acknowledged.increment();
        }
        (written ? ticksWritten : ticksFailed).increment();
    }

    void open(BooleanSupplier circuit) {
        STALLED.follow(registry, circuit, open -> open.getAsBoolean() ? 1 : 0);
    }

    void waiting(Supplier<Number> bytes) {
        WAITING.follow(registry, bytes, waiting -> waiting.get().doubleValue());
    }
}
