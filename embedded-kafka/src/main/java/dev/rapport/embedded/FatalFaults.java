package dev.rapport.embedded;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka ends the JVM when it cannot go on. Here that becomes a failure that whoever runs the broker is told: of its
 * start, or later of the running broker, which is then of no use. Kafka does not say which broker it means, so all that
 * run in this JVM fail.
 */
final class FatalFaults {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFaults.class);
    private static final List<CompletableFuture<String>> WATCHERS = new CopyOnWriteArrayList<>();

    private FatalFaults() {}

    /** Completes with what Kafka said, as soon as it would have ended the JVM; until {@link #forget}. */
    static CompletableFuture<String> watch() {
        Exit.setHaltProcedure(FatalFaults::onFault);
        Exit.setExitProcedure(FatalFaults::onFault);
        var fault = new CompletableFuture<String>();
        WATCHERS.add(fault);
        return fault;
    }

    static void forget(CompletableFuture<String> fault) {
        WATCHERS.removeIf(watcher -> watcher == fault);
    }

    private static void onFault(int status, @Nullable String message) {
        var text = message == null ? "the broker failed and cannot continue, see the log" : message;
        LOG.debug("Kafka would have ended the JVM with {}: {}", status, text);
        WATCHERS.forEach(watcher -> watcher.complete(text));
        // Kafka does not expect to come back from here.
        throw new IllegalStateException(text);
    }
}
