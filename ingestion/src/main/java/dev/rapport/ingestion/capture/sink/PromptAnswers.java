package dev.rapport.ingestion.capture.sink;

import dev.rapport.ingestion.capture.SinkUnavailableException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in bounded time, whatever becomes of Kafka: when it acknowledges nothing, those who wait are told at once that
 * nothing can be promised, though what they sent may still be stored, and those who come are refused without a try. It
 * recovers by itself. Thread-safe.
 */
public final class PromptAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PromptAnswers.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** An answer that is still to be given; equal to itself only. */
    private static final class Waiting<T> {
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final long since;

        Waiting(long since) {
            this.since = since;
        }
    }

    private final String name;
    private final LongSupplier acknowledged;
    private final Circuit circuit;
    private final long stallNanos;
    private final String stalled;
    private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(this::thread);
    private volatile boolean draining;

    /**
     * @param name         of what answers, for people and its thread
     * @param acknowledged how often Kafka has answered so far, in whatever way
     * @param stall        longest time without that while something waits
     */
    public PromptAnswers(String name, LongSupplier acknowledged, Duration stall) {
        this.name = name;
        this.acknowledged = acknowledged;
        this.circuit = new Circuit(stall, System.nanoTime());
        this.stallNanos = stall.toNanos();
        this.stalled = "Kafka has acknowledged nothing for " + stall.toMillis() + " ms";
    }

    /** Starts to watch. */
    public void start() {
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether nothing is tried, as Kafka acknowledges nothing. */
    public boolean isStalled() {
        return circuit.isOpen();
    }

    /**
     * The answer to some work.
     *
     * @param work      hands something over to Kafka and returns before it is stored
     * @param ifRefused called instead of the work when nothing is tried
     * @return as the work's, or failed with {@link SinkUnavailableException} before; then what the work does goes on
     */
    public <T> CompletableFuture<T> of(Supplier<CompletableFuture<T>> work, Runnable ifRefused) {
        var now = System.nanoTime();
        if (draining || !circuit.admits(now)) {
            ifRefused.run();
            return CompletableFuture.failedFuture(
                    new SinkUnavailableException(draining ? name + " is stopping" : stalled));
        }
        // Known before the hand-over, which may wait itself.
        var request = new Waiting<T>(now);
        waiting.add(request);
        try {
            var unused = work.get().whenComplete((stored, error) -> finish(request, stored, error));
        } catch (RuntimeException e) {
            finish(request, null, e);
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

    private <T> void finish(Waiting<T> request, @Nullable T stored, @Nullable Throwable error) {
        circuit.finished();
        waiting.remove(request);
        if (error == null) {
            request.answer.complete(stored);
        } else {
            request.answer.completeExceptionally(error);
        }
    }

    private void look() {
        var now = System.nanoTime();
        var wasOpen = circuit.isOpen();
        circuit.look(acknowledged.getAsLong(), now);
        var isOpen = circuit.isOpen();
        if (isOpen && !wasOpen) {
            LOG.warn("{}: senders to {} get 503 until it does", stalled, name);
        } else if (wasOpen && !isOpen) {
            LOG.info("Kafka acknowledges again: senders to {} are served", name);
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

    private Thread thread(Runnable work) {
        var thread = new Thread(work, name + "-watch");
        thread.setDaemon(true);
        return thread;
    }
}
