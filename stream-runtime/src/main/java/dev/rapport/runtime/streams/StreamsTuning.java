package dev.rapport.runtime.streams;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may tune about a topology.
 *
 * @param threads        stream threads, at least 1
 * @param commitInterval time between transactions, positive and below the ten seconds after which Kafka aborts one; a
 *     reply waits for it in every stage
 * @param stateDir       folder of the local stores; they can always be rebuilt from Kafka
 */
public record StreamsTuning(int threads, Duration commitInterval, Path stateDir) {
    /** How long readers wait for the open transaction of a killed process. */
    static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final StreamsTuning DEFAULT = new StreamsTuning(1, Duration.ofMillis(100), Path.of("data", "state"));

    public StreamsTuning {
        Checks.atLeast(1, threads, "streams.threads");
        Checks.positive(commitInterval, "streams.commit-interval");
        Checks.shorterThan(TRANSACTION_TIMEOUT, commitInterval, "streams.commit-interval");
    }

    /** From {@code streams.*} settings. */
    public static StreamsTuning from(ConfigReader in) {
        var threads = in.integer("streams.threads", DEFAULT.threads, "Stream threads of each topology.");
        var interval = in.duration(
                "streams.commit-interval", DEFAULT.commitInterval, "Time between the transactions of a topology.");
        var stateDir = in.text(
                "streams.state-dir", DEFAULT.stateDir.toString(), "Folder of the local state; it can be rebuilt.");
        return in.build(() -> new StreamsTuning(threads, interval, Path.of(stateDir)), () -> DEFAULT);
    }
}
