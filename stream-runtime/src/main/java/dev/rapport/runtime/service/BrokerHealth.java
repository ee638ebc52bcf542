package dev.rapport.runtime.service;

import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.value.FailureLine;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka answers: asked every two seconds on a thread of its own, so that whoever asks for health never waits.
 * Services that only wait for Kafka look well without it.
 */
final class BrokerHealth implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerHealth.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
    /** A rolling restart of one broker is no outage. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final KafkaConnection kafka;
    private final Admin admin;
    private final ScheduledExecutorService timer;
    private volatile long answeredAtNanos = System.nanoTime();
    private volatile boolean away;

    private BrokerHealth(KafkaConnection kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(kafka.admin("health"));
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "broker-health");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts asking. Kafka counts as there until it has not answered for a while. */
    static BrokerHealth start(KafkaConnection kafka) {
        var health = new BrokerHealth(kafka);
        var unused = health.timer.scheduleWithFixedDelay(health::ask, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return health;
    }

    /** Not ready when Kafka's last answer is too old; that needs no restart. */
    Health health() {
        var silent = Duration.ofNanos(System.nanoTime() - answeredAtNanos);
        return silent.compareTo(GRACE) < 0
                ? new Health(true, true, "Kafka answers")
                : new Health(
                        true,
                        false,
                        "Kafka at " + kafka.bootstrapServers() + " has not answered for " + silent.toSeconds() + " s");
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private void ask() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(Math.toIntExact(ANSWER_TIMEOUT.toMillis())))
                    .nodes()
                    .get();
            answeredAtNanos = System.nanoTime();
            if (away) {
                away = false;
                LOG.info("Kafka answers again");
            }
        } catch (ExecutionException | RuntimeException e) {
            if (!away) {
                away = true;
                LOG.atWarn().addKeyValue("error", FailureLine.of(e)).log("Kafka does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
