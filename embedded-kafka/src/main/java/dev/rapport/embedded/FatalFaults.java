package dev.rapport.embedded;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka ends the JVM when it cannot go on. While a broker starts, that becomes a failure of the start; later it is
 * logged in one line and the JVM ends, because without its broker nothing here can work and a restart resumes.
 */
final class FatalFaults {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);
    private static final AtomicReference<@Nullable CompletableFuture<Void>> STARTING = new AtomicReference<>();

    private FatalFaults() {}

    /** From now to {@link #afterStart} a fault completes the returned future exceptionally. One start at a time. */
    static CompletableFuture<Void> beforeStart() {
        var fault = new CompletableFuture<Void>();
        STARTING.set(fault);
        Exit.setHaltProcedure(FatalFaults::onFault);
        Exit.setExitProcedure(FatalFaults::onFault);
        return fault;
    }

    static void afterStart() {
        STARTING.set(null);
    }

    private static void onFault(int status, @Nullable String message) {
        var starting = STARTING.get();
        var text = message == null ? "the broker met a fault that it cannot survive, see the log" : message;
        if (starting != null) {
            starting.completeExceptionally(new EmbeddedKafkaException(text));
            throw new IllegalStateException(text);
        }
        LOG.error(
                "Embedded Kafka stopped, for example because its disk is full or its data directory is gone: {}", text);
        Exit.resetHaltProcedure();
        Exit.halt(status, message);
    }
}
