package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in bounded time, whatever becomes of Kafka: when it acknowledges nothing, those who wait are told at once that
 * nothing can be promised, though what they sent may still be stored, and those who come are refused without a try. It
 * recovers by itself. Thread-safe.
 */
public final class PromptSink implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromptSink.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** An answer that is still to be given; equal to itself only. */
    private static final class Waiting {
        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private final long since;

        Waiting(long since) {
            this.since = since;
        }
    }

    private final EventSink sink;
    private final EventMeters meters;
    private final Circuit circuit;
    private final long stallNanos;
    private final String stalled;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(PromptSink::thread);
    private volatile boolean draining;

    /**
     * @param meters which count the acknowledgements
     * @param stall  longest time without an acknowledgement while something waits
     */
    public PromptSink(EventSink sink, EventMeters meters, Duration stall) {
        this.sink = sink;
        this.meters = meters;
        this.circuit = new Circuit(stall, System.nanoTime());
        this.stallNanos = stall.toNanos();
        this.stalled = "Kafka has acknowledged nothing for " + stall.toMillis() + " ms";
        meters.open(circuit::isOpen);
    }

    /** Starts to watch. */
    public void start() {
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Void> store(List<CaptureOutcome> outcomes, Map<String, String> headers) {
        var now = System.nanoTime();
        if (draining || !circuit.admits(now)) {
            meters.refused(outcomes.size());
            return CompletableFuture.failedFuture(
                    new SinkUnavailableException(draining ? "capture is stopping" : stalled));
        }
        // Known before the hand-over, which may wait itself.
        var request = new Waiting(now);
        waiting.add(request);
        try {
            var unused = sink.store(outcomes, headers).whenComplete((stored, error) -> finish(request, error));
        } catch (RuntimeException e) {
            finish(request, e);
        }
        return request.answer;
    }

    /** From now on nothing new is taken; what waits is still answered. */
    public void drain() {
        draining = true;
    }

    @Override
    public void close() {
        drain();
        watch.shutdownNow();
    }

    private void finish(Waiting request, @Nullable Throwable error) {
        circuit.finished();
        waiting.remove(request);
        if (error == null) {
            request.answer.complete(null);
        } else {
            request.answer.completeExceptionally(error);
        }
    }

    private void look() {
        var now = System.nanoTime();
        var wasOpen = circuit.isOpen();
        circuit.look(meters.acknowledged(), now);
        var isOpen = circuit.isOpen();
        if (isOpen && !wasOpen) {
            LOG.warn("{}: senders get 503 until it does", stalled);
        } else if (wasOpen && !isOpen) {
            LOG.info("Kafka acknowledges again: senders are served");
        }
        if (isOpen) {
            waiting.forEach(request -> {
                if (!wasOpen || now - request.since > stallNanos) {
                    waiting.remove(request);
                    request.answer.completeExceptionally(new SinkUnavailableException(stalled));
                }
            });
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "capture-watch");
        thread.setDaemon(true);
        return thread;
    }
}
