package dev.rapport.quickstart.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Drops one line of the broker: a batch that comes before the one it follows, as when a partition has just joined a
 * transaction and the first batch is still being checked. The producer sends both again in order, and says so itself, as an
 * error, when it cannot. What else the broker reports about appends passes. Any thread.
 */
public final class RetriedAppendFilter extends TurboFilter {
    private static final String LOGGER = "kafka.server.ReplicaManager";

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String message,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        var retried = thrown instanceof OutOfOrderSequenceException
                && logger.getName().equals(LOGGER);
        return retried ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
