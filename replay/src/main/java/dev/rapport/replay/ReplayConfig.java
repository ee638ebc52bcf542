package dev.rapport.replay;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how to send.
 *
 * @param target         root of a running pipeline, for example {@code http://localhost:8080}
 * @param writeKey       key of the source that the events count to
 * @param token          of somebody who may operate the pipeline, where it needs one for history or products
 * @param history        whether events are taken in without a decision
 * @param eventsPerSecond max events a second; 0 sends as fast as capture takes them
 * @param retryFor       how long one request is tried again before the replay gives up; positive
 * @param products       what products are sent as
 */
public record ReplayConfig(
        URI target,
        String writeKey,
        Optional<String> token,
        boolean history,
        double eventsPerSecond,
        Duration retryFor,
        ProductOptions products) {
    private static final int MAX_PORT = 65_535;

    /** Of products that remove no others. */
    public ReplayConfig(
            URI target,
            String writeKey,
            Optional<String> token,
            boolean history,
            double eventsPerSecond,
            Duration retryFor) {
        this(target, writeKey, token, history, eventsPerSecond, retryFor, ProductOptions.DEFAULT);
    }

    /** Of what happens now, without a token. */
    public ReplayConfig(URI target, String writeKey, double eventsPerSecond, Duration retryFor) {
        this(target, writeKey, Optional.empty(), false, eventsPerSecond, retryFor);
    }

    public ReplayConfig {
        var isHttp = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
        if (!isHttp || target.getHost() == null || target.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("--to=" + target + ": must be a URL such as http://localhost:8080");
        }
        if (writeKey.isBlank()) {
            throw new IllegalArgumentException("--write-key: must not be empty");
        }
        if (eventsPerSecond < 0 || Double.isNaN(eventsPerSecond)) {
            throw new IllegalArgumentException("--rate=" + eventsPerSecond + ": must be 0 or more events a second");
        }
        if (retryFor.isNegative()) {
            throw new IllegalArgumentException("--retry-for=" + retryFor.toSeconds() + ": must be 0 or more seconds");
        }
    }
}
