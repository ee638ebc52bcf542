package dev.rapport.ingestion.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Says how late it is, again and again, on a thread of its own: the one place where the pipeline's time comes from. */
final class TickClock implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(TickClock::thread);
    private final InstantSource clock;
    private final Duration interval;
    private final Consumer<Instant> ticks;

    /** @param ticks must not throw: the first exception would end all further ticks */
    TickClock(InstantSource clock, Duration interval, Consumer<Instant> ticks) {
        this.clock = clock;
        this.interval = interval;
        this.ticks = ticks;
    }

    /** The first at once: how long it was silent is known before what comes next. */
    void start() {
        var millis = interval.toMillis();
        var unused = thread.scheduleAtFixedRate(() -> ticks.accept(clock.instant()), 0, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "capture-ticks");
        thread.setDaemon(true);
        return thread;
    }
}
