package dev.rapport.runtime.streams;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Drops one line: what Kafka Streams calls corrupted, as an error, is every local state after a crash. It throws that
 * state away and rebuilds it from its changelog, as exactly-once asks for, and says so in a warning. The same line about
 * anything else passes. Any thread.
 */
public final class RebuiltStateFilter extends TurboFilter {
    private static final String LOGGER = "org.apache.kafka.streams.processor.internals.TaskManager";
    private static final String CORRUPTED = "\\d+_\\d+=" + Pattern.quote(TaskCorruptedException.class.getName())
            + ": Tasks \\[[\\d_, ]+] are corrupted and hence need to be re-initialized";
    private static final Pattern ONLY_CORRUPTED =
            Pattern.compile(".*tasks: \\{" + CORRUPTED + "(, " + CORRUPTED + ")*}", Pattern.DOTALL);

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String message,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        // Kafka formats its messages before it hands them on: there are never parameters.
        var rebuilt = level == Level.ERROR
                && message != null
                && logger.getName().equals(LOGGER)
                && ONLY_CORRUPTED.matcher(message).matches();
        return rebuilt ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
