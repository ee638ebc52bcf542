package dev.rapport.quickstart.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.quickstart.report.Traffic;
import dev.rapport.quickstart.simulator.ShopEvent;
import dev.rapport.runtime.client.RetryAfter;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.Backoff;
import dev.rapport.runtime.wait.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sends events to {@code /v1/batch} as an SDK does: in order, in batches, again with the same message ids after 429, 503
 * or a broken connection. For one thread.
 */
public final class TrafficSender {
    private static final ObjectMapper JSON = Json.strict();
    private static final int BATCH = 200;
    private static final Backoff BACKOFF = Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI batchUri;
    private final String authorization;
    private final Deque<ShopEvent> waiting = new ArrayDeque<>();
    private final Set<String> acceptedIds = new HashSet<>();
    private Instant notBefore = Instant.MIN;
    /** Attempts in a row. */
    private int failed;

    private long sent;
    private long accepted;

    /** @param url of the server, without a slash at its end */
    public TrafficSender(String url, String writeKey) {
        this.batchUri = URI.create(url + "/v1/batch");
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
    }

    /** Takes events over; they stay until they are answered. */
    public void add(Collection<ShopEvent> events) {
        waiting.addAll(events);
    }

    /**
     * Sends what waits.
     *
     * @throws IOException when the answer says that trying again will not help
     */
    public void flush(Instant now) throws IOException, InterruptedException {
        while (!waiting.isEmpty() && !now.isBefore(notBefore)) {
            var batch = waiting.stream().limit(BATCH).toList();
            HttpResponse<String> answer;
            try {
                answer = http.send(request(batch, now), BodyHandlers.ofString());
            } catch (IOException e) {
                waitAfterFailure(now, Optional.empty());
                return;
            }
            if (answer.statusCode() == 200) {
                taken(batch, answer.body());
            } else if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                waitAfterFailure(now, retryAfter(answer, now));
                return;
            } else {
                throw new IOException(batchUri + " answered " + answer.statusCode() + ": " + answer.body());
            }
        }
    }

    /** Whether everything is answered. */
    public boolean idle() {
        return waiting.isEmpty();
    }

    /** Events that capture has not answered yet. */
    public int waitingCount() {
        return waiting.size();
    }

    /** Events answered so far. */
    public long sentCount() {
        return sent;
    }

    /** Forgets accepted events that somebody else watches from now on; they still count. */
    public void forgetAccepted(Predicate<String> watched) {
        acceptedIds.removeIf(watched);
    }

    /** What is known so far; identifiers of the accepted events that were not forgotten. */
    public Traffic traffic(double seconds) {
        return new Traffic(sent, accepted, acceptedIds, seconds);
    }

    private HttpRequest request(List<ShopEvent> batch, Instant now) throws IOException {
        var items = new ArrayList<Map<String, Object>>(batch.size());
        for (var event : batch) {
            Map<String, Object> item = new LinkedHashMap<>(event.json());
            item.put("messageId", event.messageId());
            item.putIfAbsent("timestamp", event.at().toString());
            items.add(item);
        }
        var body = JSON.writeValueAsBytes(Map.of("batch", items, "sentAt", now.toString()));
        return HttpRequest.newBuilder(batchUri)
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private void taken(List<ShopEvent> batch, String body) throws IOException {
        failed = 0;
        var refused = new HashSet<Integer>();
        for (var refusal : JSON.readTree(body).path("rejected")) {
            refused.add(refusal.path("index").asInt());
        }
        for (var index = 0; index < batch.size(); index++) {
            waiting.remove();
            sent++;
            if (!refused.contains(index)) {
                accepted++;
                acceptedIds.add(batch.get(index).messageId());
            }
        }
    }

    private void waitAfterFailure(Instant now, Optional<Duration> retryAfter) {
        failed++;
        notBefore = now.plus(BACKOFF.delay(failed, Pause.jitter(), retryAfter));
    }

    private static Optional<Duration> retryAfter(HttpResponse<String> answer, Instant now) {
        return answer.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, now))
                .filter(wanted -> wanted.compareTo(MAX_RETRY_AFTER) <= 0);
    }
}
