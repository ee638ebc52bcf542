package dev.rapport.embedded;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the data directory every second. Kafka notices a deleted directory only at its next checkpoint, up to a minute
 * of events later, and a full disk only when a write has failed halfway.
 */
final class DirectoryWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    /** A segment's worth: what is being written still fits. */
    private static final long MAX_RESERVE_BYTES = 64L << 20;

    private final ScheduledExecutorService timer;

    private DirectoryWatch(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** @param onFault told of every look that finds the directory unusable, on the watch's thread */
    static DirectoryWatch start(EmbeddedKafkaConfig config, Consumer<String> onFault) {
        var timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "embedded-kafka-watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(
                () -> fault(config).ifPresent(onFault), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return new DirectoryWatch(timer);
    }

    /** What keeps a broker on an opened directory from going on, in one line; empty while it can. */
    static Optional<String> fault(EmbeddedKafkaConfig config) {
        var root = config.dataDir();
        var reserveBytes = Math.min(config.minFreeBytes(), MAX_RESERVE_BYTES);
        if (!DataDirectory.isThere(root)) {
            return Optional.of("the data directory " + root
                    + " was removed or replaced while Kafka ran; put it back, or start again on another");
        }
        var free = root.toFile().getUsableSpace();
        if (free < reserveBytes) {
            return Optional.of("the disk of " + root + " is full: " + (free >> 20) + " MiB free, Kafka stops at "
                    + (reserveBytes >> 20) + " MiB; make room and start again, nothing is lost");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
