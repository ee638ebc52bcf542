package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.Work;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Requests to a server that runs in this process, some of them under way at a time.
 *
 * @param events in each of them
 */
record CaptureRequests(HttpClient client, List<HttpRequest> requests, int events) implements Work {
    static final int IN_FLIGHT = 8;

    private static final String WRITE_KEY = "rapport-demo-key";
    private static final int DISTINCT = 50;

    /** @param events in one request; a body is a batch unless it is one event alone */
    static CaptureRequests to(HttpClient client, int port, String path, int events) {
        var key = Base64.getEncoder().encodeToString((WRITE_KEY + ":").getBytes(StandardCharsets.UTF_8));
        var uri = URI.create("http://127.0.0.1:" + port + path);
        var requests = bodies(events).stream()
                .map(body -> HttpRequest.newBuilder(uri)
                        .header("Authorization", "Basic " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build())
                .toList();
        return new CaptureRequests(client, requests, events);
    }

    /** Bodies with other events each. */
    static List<byte[]> bodies(int events) {
        return IntStream.range(0, DISTINCT)
                .mapToObj(batch -> body(batch * events, events).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(int first, int events) {
        return events == 1
                ? ShopEvents.json(first)
                : IntStream.range(first, first + events)
                        .mapToObj(ShopEvents::json)
                        .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    @Override
    public double unitsPerSecond(Duration time) throws InterruptedException {
        var slots = new Semaphore(IN_FLIGHT);
        var failure = new AtomicReference<String>();
        var start = System.nanoTime();
        var sent = 0;
        while (sent == 0 || System.nanoTime() - start < time.toNanos()) {
            slots.acquire();
            var request = requests.get(sent++ % requests.size());
            var unused = client.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, error) -> {
                if (error != null) {
                    failure.set("capture did not answer: " + error.getMessage());
                } else if (response.statusCode() != 200 || response.body().contains("rejected")) {
                    failure.set("capture answered " + response.statusCode() + ": " + response.body());
                }
                slots.release();
            });
        }
        slots.acquire(IN_FLIGHT);
        var seconds = (System.nanoTime() - start) / 1e9;
        if (failure.get() != null) {
            throw new BenchmarkException(failure.get());
        }
        return (double) sent * events / seconds;
    }
}
