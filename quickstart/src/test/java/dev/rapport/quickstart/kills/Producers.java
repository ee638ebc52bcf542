package dev.rapport.quickstart.kills;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Senders that do as SDKs do: batches of random sizes, and one that was not answered 200 is sent again with the same message
 * ids until it is. What was answered 200 is never sent again.
 */
final class Producers implements AutoCloseable {
    static final int CUSTOMERS = 97;
    private static final int THREADS = 4;
    private static final int MAX_BATCH = 40;
    private static final int PAUSE_MILLIS = 20;
    private static final int RETRY_MILLIS = 100;
    private static final String NOT_REACHED = "no answer";

    private final URI batches;
    private final IntFunction<String> event;
    private final int pauseMillis;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Queue<Long> refusalMillis = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean sending = true;

    Producers(URI server, long seed) {
        this(server, seed, Producers::viewed, PAUSE_MILLIS);
    }

    /**
     * @param event       JSON of the call of a number, with the message id of that number
     * @param pauseMillis between the batches of each of four threads, of twenty calls on average
     */
    Producers(URI server, long seed, IntFunction<String> event, int pauseMillis) {
        this.event = event;
        this.pauseMillis = pauseMillis;
        batches = server.resolve("/v1/batch?writeKey=" + CaptureProcess.WRITE_KEY);
        for (var i = 0; i < THREADS; i++) {
            var random = new Random(seed + i);
            threads.execute(() -> send(random));
        }
    }

    /** Message ids that were answered 200. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Events made so far. */
    int made() {
        return next.get();
    }

    /** How often each answer was given. */
    Map<String, Integer> answers() {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(), (one, two) -> one, TreeMap::new));
    }

    /** How long the 503 took that took longest. */
    long longestRefusalMillis() {
        return refusalMillis.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Makes no more events, and waits until all are answered 200. */
    void finish(Duration atMost) throws InterruptedException {
        sending = false;
        threads.shutdown();
        if (!threads.awaitTermination(atMost.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not everything was answered 200 in " + atMost + ": " + answers());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
    }

    private void send(Random random) {
        try {
            while (sending) {
                var size = 1 + random.nextInt(MAX_BATCH);
                var first = next.getAndAdd(size);
                var body = IntStream.range(first, first + size)
                        .mapToObj(event)
                        .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
                while (!isStored(body)) {
                    pause(RETRY_MILLIS);
                }
                IntStream.range(first, first + size).forEach(number -> acknowledged.add(messageId(number)));
                pause(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStored(String body) throws InterruptedException {
        var started = System.nanoTime();
        var request = HttpRequest.newBuilder(batches)
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var status = client.send(request, BodyHandlers.discarding()).statusCode();
            count(Integer.toString(status));
            if (status == 503) {
                refusalMillis.add(Duration.ofNanos(System.nanoTime() - started).toMillis());
            }
            return status == 200;
        } catch (IOException e) {
            // Killed, or not up yet: what was sent may be stored or not.
            count(NOT_REACHED);
            return false;
        }
    }

    private void pause(int millis) throws InterruptedException {
        var unused = closed.await(millis, TimeUnit.MILLISECONDS);
    }

    private void count(String answer) {
        answers.computeIfAbsent(answer, key -> new AtomicInteger()).incrementAndGet();
    }

    static String messageId(int number) {
        return "event-" + number;
    }

    private static String viewed(int number) {
        var customer = number % CUSTOMERS;
        return "{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"" + messageId(number)
                + "\",\"userId\":\"user-" + customer + "\",\"anonymousId\":\"device-" + customer
                + "\",\"properties\":{\"n\":" + number + "}}";
    }
}
