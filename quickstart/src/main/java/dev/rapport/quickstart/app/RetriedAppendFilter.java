package dev.rapport.quickstart.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;

/**
 * Drops one line of the broker: a batch that comes before the one it follows, as when a partition has just joined a
 * transaction and the first batch is still being checked. The producer sends both again in order, and says so itself, as an
 * error, when it cannot. What else the broker reports about appends passes. Any thread.
 */
public final class RetriedAppendFilter extends Filter<ILoggingEvent> {
    private static final String LOGGER = "kafka.server.ReplicaManager";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        var retried = event.getThrowableProxy() instanceof ThrowableProxy proxy
                && proxy.getThrowable() instanceof OutOfOrderSequenceException
                && event.getLoggerName().equals(LOGGER);
        return retried ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
