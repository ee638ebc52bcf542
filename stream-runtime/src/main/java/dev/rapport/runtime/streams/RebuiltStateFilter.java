package dev.rapport.runtime.streams;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.TaskCorruptedException;

/**
 * Drops one line: what Kafka Streams calls corrupted, as an error, is every local state after a crash. It throws that
 * state away and rebuilds it from its changelog, as exactly-once asks for, and says so in a warning. The same line about
 * anything else passes. A filter of an appender: one before the levels runs at every check whether to trace,
 * which Kafka Streams does several times for each record. Any thread.
 */
public final class RebuiltStateFilter extends Filter<ILoggingEvent> {
    private static final String LOGGER = "org.apache.kafka.streams.processor.internals.TaskManager";
    private static final String CORRUPTED = "\\d+_\\d+=" + Pattern.quote(TaskCorruptedException.class.getName())
            + ": Tasks \\[[\\d_, ]+] are corrupted and hence need to be re-initialized";
    private static final Pattern ONLY_CORRUPTED =
            Pattern.compile(".*tasks: \\{" + CORRUPTED + "(, " + CORRUPTED + ")*}", Pattern.DOTALL);

    @Override
    public FilterReply decide(ILoggingEvent event) {
        var rebuilt = event.getLevel() == Level.ERROR
                && event.getLoggerName().equals(LOGGER)
                && ONLY_CORRUPTED.matcher(event.getFormattedMessage()).matches();
        return rebuilt ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
