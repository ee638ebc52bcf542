package dev.rapport.inference.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Whether new Kafka clients may heal what ended the stream. They do where the fate of a transaction is unknown, as the next
 * producer learns it, and where Kafka removed a frozen process from the group and fenced its producer. A producer that is
 * fenced although the process never stood still has met another process with its slot: that one stays. The number of restarts
 * in a window is limited, whatever the reason. Not thread-safe.
 */
final class RestartPolicy {
    static final int MAX = 3;
    /** Restarts longer ago than this do not count. */
    static final Duration WINDOW = Duration.ofMinutes(10);
    /** Half of the time after which Kafka ends an open transaction. */
    static final Duration STANDSTILL = Duration.ofSeconds(5);
    /** How long after a standstill its consequences may show. */
    static final Duration AFTERMATH = Duration.ofMinutes(1);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private final Deque<Instant> recent = new ArrayDeque<>();
    private Instant heartbeat = Instant.MAX;
    private Instant stoodStill = Instant.MIN;

    /** The stream is working: call it at least once a second. Wall-clock time, which a suspended machine does not stop. */
    void heartbeat(Instant now) {
        noticeStandstill(now);
        heartbeat = now;
    }

    /**
     * How long to wait before the stream is opened again, twice as long each time; empty when only a restart of the process
     * can help.
     */
    Optional<Duration> after(Throwable error, Instant now) {
        noticeStandstill(now);
        heartbeat = Instant.MAX;
        while (!recent.isEmpty() && !recent.getFirst().plus(WINDOW).isAfter(now)) {
            recent.removeFirst();
        }
        if (!canHeal(error, now) || recent.size() >= MAX) {
            return Optional.empty();
        }
        var delay = FIRST_DELAY.multipliedBy(1L << recent.size());
        recent.addLast(now);
        return Optional.of(delay);
    }

    private void noticeStandstill(Instant now) {
        if (heartbeat.isBefore(now.minus(STANDSTILL))) {
            stoodStill = now;
        }
    }

    private boolean canHeal(Throwable error, Instant now) {
        if (error instanceof ProducerFencedException || error instanceof InvalidProducerEpochException) {
            return stoodStill.isAfter(now.minus(AFTERMATH));
        }
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
