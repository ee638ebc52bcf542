package dev.rapport.inference.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Whether new Kafka clients may heal what ended the stream. They do where Kafka took a frozen process for dead and fenced its
 * producer, and where the fate of a transaction is unknown: the next producer learns it. A few times only: two processes
 * with the same slot would fence each other for ever. Not thread-safe.
 */
final class Restarts {
    static final int MAX = 3;
    /** Restarts longer ago than this are forgotten. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Deque<Long> recent = new ArrayDeque<>();

    /**
     * How long to wait before the stream is opened again, twice as long each time; empty when only a restart of the process
     * can help.
     *
     * @param nowNanos by {@link System#nanoTime}
     */
    Optional<Duration> after(Throwable error, long nowNanos) {
        while (!recent.isEmpty() && nowNanos - recent.getFirst() >= WINDOW.toNanos()) {
            recent.removeFirst();
        }
        if (!canHeal(error) || recent.size() >= MAX) {
            return Optional.empty();
        }
        var delay = FIRST.multipliedBy(1L << recent.size());
        recent.addLast(nowNanos);
        return Optional.of(delay);
    }

    private static boolean canHeal(Throwable error) {
        return error instanceof KafkaException
                && !(error instanceof AuthorizationException
                        || error instanceof AuthenticationException
                        || error instanceof UnsupportedVersionException
                        || error instanceof InvalidConfigurationException
                        || error instanceof ConfigException
                        || error instanceof SerializationException
                        || error instanceof InterruptException);
    }
}
