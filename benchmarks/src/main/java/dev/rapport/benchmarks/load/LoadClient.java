package dev.rapport.benchmarks.load;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Sends requests whose bytes are ready over a few connections, each with a thread that blocks: two system calls a request
 * and nothing else. Connections are new in every turn, as servers close those that rest.
 */
public final class LoadClient implements Work, AutoCloseable {
    /** Of every thread; the processor time of a client is found by it. */
    public static final String THREADS = "load-";

    private final int port;
    private final List<byte[]> requests;
    private final int units;
    private final int connections;
    private final ExecutorService threads;

    /**
     * @param requests whole requests, head and body, sent again and again in this order
     * @param units    that one request is counted as
     */
    public LoadClient(int port, List<byte[]> requests, int units, int connections) {
        this.port = port;
        this.requests = List.copyOf(requests);
        this.units = units;
        this.connections = connections;
        var number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(connections, work -> {
            var thread = new Thread(work, THREADS + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As fast as answers come, on all connections. */
    @Override
    public double unitsPerSecond(Duration time) throws InterruptedException {
        var next = new AtomicInteger();
        var start = System.nanoTime();
        var end = start + time.toNanos();
        var sent = onEveryConnection(connection -> {
            var done = 0L;
            while (done == 0 || System.nanoTime() < end) {
                connection.exchange(request(next.getAndIncrement()));
                done++;
            }
            return new long[] {done};
        });
        var seconds = (System.nanoTime() - start) / 1e9;
        return Arrays.stream(sent).sum() * units / seconds;
    }

    /**
     * At a steady rate, whether answers come or not.
     *
     * @param unitsPerSecond positive
     */
    public Latencies paced(double unitsPerSecond, Duration time) throws InterruptedException {
        var gap = 1e9 * units / unitsPerSecond;
        var count = Math.max(connections, (long) (time.toNanos() / gap));
        var next = new AtomicLong();
        var start = System.nanoTime();
        return new Latencies(onEveryConnection(connection -> {
            var own = LongStream.builder();
            for (var i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                var due = start + (long) (i * gap);
                for (var early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                connection.exchange(request((int) i));
                own.add(System.nanoTime() - due);
            }
            return own.build().toArray();
        }));
    }

    private byte[] request(int number) {
        return requests.get(Math.floorMod(number, requests.size()));
    }

    private interface Sender {
        long[] send(LoadConnection connection) throws IOException;
    }

    private long[] onEveryConnection(Sender sender) throws InterruptedException {
        List<Future<long[]>> senders = new ArrayList<>();
        for (var i = 0; i < connections; i++) {
            senders.add(threads.submit(() -> {
                try (var connection = new LoadConnection(port)) {
                    return sender.send(connection);
                }
            }));
        }
        return senders.stream()
                .map(LoadClient::result)
                .flatMapToLong(Arrays::stream)
                .toArray();
    }

    private static long[] result(Future<long[]> sender) {
        try {
            return sender.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw new BenchmarkException("the load stopped: " + (cause == null ? e : cause).getMessage(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
