package dev.rapport.ingestion.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends mutated requests on several threads and counts the answers by status; 0 stands for a connection that was closed
 * without one. A request that is answered 500, or in a way that it wrote itself, ends the run with its seed and its bytes.
 */
final class Fuzzer {
    static final int CLOSED = 0;

    private static final int THREADS = 4;
    /** One of so many requests is slow: a part of it comes, then many others, then the rest. */
    private static final int SLOW_EVERY = 200;

    private final int port;
    private final List<FuzzedEndpoint> endpoints;
    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();

    Fuzzer(int port, List<FuzzedEndpoint> endpoints) {
        this.port = port;
        this.endpoints = endpoints;
    }

    /** Number of answers by status. */
    Map<Integer, Long> answers() {
        var counts = new ConcurrentSkipListMap<Integer, Long>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    /** Requests in good frames, each of which must be answered. */
    void sendFramed(long seed, long requests) throws InterruptedException {
        onThreads(seed, requests, this::sendFramed);
    }

    /** Requests in frames that may be broken. */
    void sendUnframed(long seed, long requests) throws InterruptedException {
        onThreads(seed, requests, (random, count) -> {
            var mutator = new RequestMutator(random, endpoints);
            for (var i = 0L; i < count; i++) {
                var request = mutator.unframed();
                try (var connection = new RawConnection(port)) {
                    count(connection.statusOf(request).orElse(CLOSED), request);
                }
            }
        });
    }

    private interface Sender {
        void send(SplittableRandom random, long requests) throws IOException;
    }

    private void sendFramed(SplittableRandom random, long requests) throws IOException {
        var mutator = new RequestMutator(random, endpoints);
        var connection = new RawConnection(port);
        for (var i = 0L; i < requests; i++) {
            var request = mutator.framed();
            if (i % SLOW_EVERY == 0 && i + 1 < requests) {
                try (var slow = new RawConnection(port)) {
                    var cut = random.nextInt(request.length);
                    slow.write(request, 0, cut);
                    var other = mutator.framed();
                    connection = exchange(connection, other);
                    slow.write(request, cut, request.length);
                    check(slow.answer(), request);
                    i++;
                }
            } else {
                connection = exchange(connection, request);
            }
        }
        connection.close();
    }

    private RawConnection exchange(RawConnection connection, byte[] request) throws IOException {
        connection.write(request, 0, request.length);
        var answer = connection.answer();
        check(answer, request);
        if (answer.isKept()) {
            return connection;
        }
        connection.close();
        return new RawConnection(port);
    }

    private void check(RawConnection.Answer answer, byte[] request) {
        if (answer.head().contains("X-Injected") || !answer.body().startsWith("{")) {
            throw failure("answered " + answer, request);
        }
        count(answer.status(), request);
    }

    private void count(int status, byte[] request) {
        if (status >= 500 && status != 501 && status != 505) {
            throw failure("answered " + status, request);
        }
        answers.computeIfAbsent(status, key -> new LongAdder()).increment();
    }

    private static AssertionError failure(String what, byte[] request) {
        var shown = new String(request, 0, Math.min(request.length, 2_000), StandardCharsets.ISO_8859_1);
        return new AssertionError(what + " to a request of " + request.length + " bytes:\n" + shown);
    }

    private static void onThreads(long seed, long requests, Sender sender) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (var i = 0; i < THREADS; i++) {
                var random = new SplittableRandom(seed + i);
                work.add(() -> {
                    sender.send(random, requests / THREADS);
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + seed + ": " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
