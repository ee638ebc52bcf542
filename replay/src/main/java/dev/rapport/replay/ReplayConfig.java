package dev.rapport.replay;

import java.net.URI;
import java.time.Duration;

/**
 * Where and how to send.
 *
 * @param target         root of a running pipeline, for example {@code http://localhost:8080}
 * @param writeKey       key of the source that the events count to
 * @param eventsPerSecond max events a second; 0 sends as fast as capture takes them
 * @param retryFor       how long one request is tried again before the replay gives up; positive
 */
public record ReplayConfig(URI target, String writeKey, double eventsPerSecond, Duration retryFor) {
    private static final int MAX_PORT = 65_535;

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
