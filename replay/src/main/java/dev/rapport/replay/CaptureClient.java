package dev.rapport.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rapport.runtime.client.ConnectionFailure;
import dev.rapport.runtime.client.RetryAfter;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.wait.Pause;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sends one request until capture has answered it for good, or time is up. Not thread-safe. */
final class CaptureClient {
    private static final JsonMapper JSON = Json.lenient();
    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofMillis(200), Duration.ofSeconds(10));
    /** A server that wants a longer pause is not believed. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    /** Answers that say what became of a request. */
    private static final Set<Integer> FINAL = Set.of(200, 400, 409, 413);

    /** Answers that a later request may change. */
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ReplayConfig config;
    private final ReplayTime time;
    private final Consumer<String> waiting;
    /** From the second failure of a request on, until one is answered at once. */
    private boolean isAway;

    private long retries;

    /** @param waiting told why when a request has failed twice, once until requests are answered at once again */
    CaptureClient(ReplayConfig config, ReplayTime time, Consumer<String> waiting) {
        this.config = config;
        this.time = time;
        this.waiting = waiting;
    }

    /**
     * An answer that will not change.
     *
     * @param status 200, 400, 409 or 413
     * @param body   JSON, missing where it was none
     */
    record Answer(int status, JsonNode body) {}

    /** Requests sent again so far. */
    long retries() {
        return retries;
    }

    /**
     * Sends a request.
     *
     * @throws RefusedException when the target refuses the key, or is no pipeline
     * @throws ReplayException  when it stays away for too long
     */
    Answer send(HttpRequest request) throws InterruptedException {
        var started = time.nanos();
        for (var failed = 0; ; retries++) {
            var tried = tryOnce(request);
            if (tried.answer().isPresent()) {
                isAway &= failed > 0;
                return tried.answer().get();
            }
            failed++;
            var wait = BACKOFF.delay(failed, Pause.jitter(), tried.retryAfter());
            if (time.nanos() - started + wait.toNanos() > config.retryFor().toNanos()) {
                throw new ReplayException(config.target() + " did not take the events within "
                        + config.retryFor().toSeconds() + " s: " + tried.problem());
            }
            if (failed == 2 && !isAway) {
                isAway = true;
                waiting.accept("waiting for " + config.target() + ": " + tried.problem());
            }
            time.pause(wait);
        }
    }

    /** One try: an answer for good, or the problem and how long to wait if the target said so. */
    private record Tried(Optional<Answer> answer, String problem, Optional<Duration> retryAfter) {}

    private Tried tryOnce(HttpRequest request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            return new Tried(Optional.empty(), ConnectionFailure.of(e, config.target()), Optional.empty());
        }
        var status = response.statusCode();
        if (TEMPORARY.contains(status)) {
            var after = response.headers().firstValue("Retry-After").flatMap(CaptureClient::retryAfter);
            return new Tried(Optional.empty(), "it answered " + status, after);
        }
        if (!FINAL.contains(status)) {
            throw new RefusedException(config.target() + " answered " + status + ": " + reason(json(response.body())));
        }
        return new Tried(Optional.of(new Answer(status, json(response.body()))), "", Optional.empty());
    }

    /** Routes of capture say why in an object, the check in front of all routes in a text. */
    private static String reason(JsonNode body) {
        return body.path("error").isTextual()
                ? body.path("error").asText()
                : body.at("/error/detail").asText("is it a running pipeline?");
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<Duration> retryAfter(String header) {
        return RetryAfter.parse(header, Instant.now()).filter(wanted -> wanted.compareTo(MAX_RETRY_AFTER) <= 0);
    }
}
