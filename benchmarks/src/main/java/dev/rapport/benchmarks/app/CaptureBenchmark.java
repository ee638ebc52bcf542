package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.app.MeteredWork.Part;
import dev.rapport.benchmarks.load.LoadClient;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.benchmarks.measure.TemporaryFolder;
import dev.rapport.ingestion.capture.Gate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Batches of events over HTTP until they are acknowledged, beside a bare producer that sends the same bytes to the same
 * topic and beside a skeleton of capture, with the processor time of every part of the way. Client, capture and broker
 * share the machine.
 */
final class CaptureBenchmark implements Benchmark {
    private static final String BATCHES = "http-batches-of-" + CaptureRequests.BATCH;
    private static final int CASES = 5;
    private static final double[] SHARES = {0.5, 0.99};

    private final CaptureOptions options;
    private final List<CaseResult> results = new ArrayList<>();
    private final Consumer<CaseResult> measured;

    /** @param measured told of each case as soon as it is measured */
    CaptureBenchmark(CaptureOptions options, Consumer<CaseResult> measured) {
        this.options = options;
        this.measured = measured;
    }

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public Set<String> options() {
        return CaptureOptions.NAMES;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "payload",
                ShopEvents.leanJson(1).getBytes(StandardCharsets.UTF_8).length + " bytes an event, gzip off",
                "distinct records",
                CaptureRequests.DISTINCT + " of as many visitors",
                "connections",
                CaptureRequests.CONNECTIONS + ", one request under way on each",
                "producers",
                BareProducer.SETTINGS,
                "partitions",
                Integer.toString(BenchmarkKafka.PARTITIONS),
                "broker",
                "embedded, in this process",
                "servers of --base",
                String.join(" ", CaptureProcess.JVM));
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        if (options.base().isPresent()) {
            try (var dir = TemporaryFolder.create()) {
                return new CaptureTurns(options.base().get(), measured).run(time, dir.path());
            }
        }
        try (var kafka = BenchmarkKafka.start(List.of(new CaptureServiceFactory(), new CaptureSkeletonFactory()));
                var producer = new BareProducer(kafka.services().kafka())) {
            var port = kafka.services().port();
            var turns = time.dividedBy(CASES);
            try (var batches = CaptureRequests.batches(port);
                    var skeleton = CaptureRequests.client(port, CaptureSkeletonFactory.PATH, CaptureRequests.BATCH)) {
                add(new Comparison(BATCHES, "events/s", batches, BareProducer.NAME, producer).measure(turns));
                var rate = besideSkeleton(BATCHES, "event", batches, skeleton, turns);
                latencies(batches, skeleton, rate / 2, turns);
                if (options.minutes() > 0) {
                    new CaptureMemory(batches, rate / 2).measure(Duration.ofMinutes(options.minutes()), this::add);
                }
            }
            try (var singles = CaptureRequests.singles(port);
                    var skeleton = CaptureRequests.client(port, CaptureSkeletonFactory.PATH, 1)) {
                besideSkeleton("http-single-events", "request", singles, skeleton, turns);
            }
            var core = CaptureCore.ofSegment(kafka.services().serdes(), CaptureRequests.BATCH, Gate.OPEN);
            add(new Comparison("core", CaptureCore.UNIT, core.work(), CaptureCore.BASELINE, core.baseline())
                    .measure(turns));
            return List.copyOf(results);
        }
    }

    private void latencies(LoadClient subject, LoadClient skeleton, double rate, Duration time)
            throws InterruptedException {
        var turn = time.dividedBy(2);
        var baseline = skeleton.paced(rate, turn);
        var latencies = subject.paced(rate, turn);
        for (var share : SHARES) {
            add(new CaseResult(
                    BATCHES + "-p" + Math.round(100 * share) + "-at-half-load",
                    latencies.micros(share),
                    "µs",
                    baseline.micros(share),
                    CaptureSkeletonFactory.NAME));
        }
    }

    /** @return rate of the subject */
    private double besideSkeleton(
            String name, String unit, LoadClient requests, LoadClient skeletonRequests, Duration time)
            throws InterruptedException {
        var subject = new MeteredWork(requests);
        var skeleton = new MeteredWork(skeletonRequests);
        var compared = new Comparison(name, unit + "s/s", subject, CaptureSkeletonFactory.NAME, skeleton).measure(time);
        add(compared);
        for (var part : Part.values()) {
            add(subject.compared(
                    name + "-cpu-" + part.name().toLowerCase(Locale.ROOT),
                    part,
                    unit,
                    CaptureSkeletonFactory.NAME,
                    skeleton));
        }
        return compared.value();
    }

    private void add(CaseResult result) {
        measured.accept(result);
        results.add(result);
    }
}
