package dev.rapport.scoring.live;

import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.metrics.GaugeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Who watches the stream. Each has a bounded queue; who does not keep up is dropped and counted, so that nobody slows
 * down the others. Thread-safe.
 */
public final class Watchers implements AutoCloseable {
    static final int QUEUE = 1_000;
    static final int MOST = 64;

    private static final CounterMeter DROPPED = CounterMeter.of(
            "rapport.scoring.stream.dropped",
            "watchers",
            "Watchers of the event stream that fell behind and were dropped.");
    private static final GaugeMeter WATCHING =
            GaugeMeter.of("rapport.scoring.stream.watchers", "watchers", "Watchers of the event stream, now.");

    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final Counter dropped;
    private volatile boolean closed;

    public Watchers(MeterRegistry meters) {
        dropped = DROPPED.in(meters);
        WATCHING.follow(meters, watchers, Set::size);
    }

    /** A new watcher; empty when there are too many already. */
    public Optional<Watcher> watch() {
        if (closed || watchers.size() >= MOST) {
            return Optional.empty();
        }
        var watcher = new Watcher();
        watchers.add(watcher);
        return Optional.of(watcher);
    }

    /** True once {@link #close()} ended all watching. */
    public boolean isClosed() {
        return closed;
    }

    /** Tells all; never waits. */
    void tell(StreamEvent event) {
        for (var watcher : watchers) {
            if (!watcher.queue.offer(event)) {
                watcher.close();
                dropped.increment();
            }
        }
    }

    /** Ends all watching. */
    @Override
    public void close() {
        closed = true;
        watchers.forEach(Watcher::close);
    }

    /** One who watches. */
    public final class Watcher implements AutoCloseable {
        private final BlockingQueue<StreamEvent> queue = new ArrayBlockingQueue<>(QUEUE);
        private volatile boolean open = true;

        /** False once dropped or closed. */
        public boolean isOpen() {
            return open;
        }

        /** The next event; a heartbeat after a while without one, and when closed. */
        public StreamEvent next(Duration patience) throws InterruptedException {
            var event = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return event == null ? StreamEvent.HEARTBEAT : event;
        }

        @Override
        public void close() {
            open = false;
            watchers.remove(this);
            // A full queue wakes the reader as well.
            var unused = queue.offer(StreamEvent.HEARTBEAT);
        }
    }
}
