package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.Work;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * A topology that catches up with a loaded topic. Every turn is a new application without state and offsets, with the
 * settings that services run with; the clock runs from its first commit to its last in time.
 *
 * @param kafka where the topic is
 * @param application start of the names of the applications
 * @param input topic that it reads
 * @param topology makes the topology
 * @param progress counts for an application of a name
 * @param loaded records in the topic
 * @param cpu what turns cost
 */
record TopologyWork(
        BenchmarkKafka kafka,
        String application,
        String input,
        Supplier<Topology> topology,
        Function<String, Progress> progress,
        int loaded,
        CpuCost cpu)
        implements Work {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);

    /** Under which names Kafka knows it. */
    ChangelogBytes.Reader reader() {
        return new ChangelogBytes.Reader(application, input);
    }

    @Override
    public double unitsPerSecond(Duration time) throws InterruptedException {
        var name = application + "-" + System.nanoTime();
        var failure = new AtomicReference<Throwable>();
        var services = kafka.services();
        var tuning = new StreamsTuning(1, COMMIT_INTERVAL, kafka.stateDir());
        try (var counted = progress.apply(name);
                var runner = new StreamsRunner(
                        name,
                        topology.get(),
                        services.kafka(),
                        tuning,
                        services.meters().registry())) {
            runner.start(failure::set);
            return rate(counted, time, failure);
        }
    }

    private double rate(Progress counted, Duration time, AtomicReference<Throwable> failure)
            throws InterruptedException {
        var start = System.nanoTime();
        var first = 0L;
        var firstAt = start;
        var last = 0L;
        var lastAt = start;
        var firstCpu = 0L;
        var lastCpu = 0L;
        while (last < loaded && (last == first || System.nanoTime() - firstAt < time.toNanos())) {
            var done = counted.done();
            var now = System.nanoTime();
            var reason = failure.get();
            if (reason != null) {
                throw new BenchmarkException(application + " failed: " + reason.getMessage(), reason);
            }
            if (first == 0) {
                first = done;
                firstAt = now;
                firstCpu = CpuCost.now();
            }
            if (done > last) {
                last = done;
                lastAt = now;
                lastCpu = CpuCost.now();
            } else if (now - lastAt > TIMEOUT.toNanos()) {
                throw new BenchmarkException(application + " stands still after " + last + " of " + loaded + " events");
            }
        }
        if (last == first) {
            throw new BenchmarkException(application + " did everything in one commit; measure for longer");
        }
        cpu.add(lastCpu - firstCpu, last - first);
        return (last - first) / ((lastAt - firstAt) / 1e9);
    }
}
