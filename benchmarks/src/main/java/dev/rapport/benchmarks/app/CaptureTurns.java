package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.load.LoadClient;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.benchmarks.measure.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Capture of this version and of another in turns: the same client, broker, settings and options of the JVM, each server in
 * a process of its own, so that its processor time is known whole.
 *
 * @param checkout of the other version, built
 * @param measured told of each case as soon as it is measured
 */
record CaptureTurns(Path checkout, Consumer<CaseResult> measured) {
    private static final int CASES = 3;

    /** @param dir a folder that the caller deletes */
    List<CaseResult> run(Duration time, Path dir) throws InterruptedException {
        try (var current = CaptureVersion.current(dir.resolve("current"));
                var base = CaptureVersion.of(checkout, dir.resolve("base"))) {
            var each = time.dividedBy(CASES);
            var results = new ArrayList<CaseResult>();
            compare(
                    "batches-of-" + CaptureRequests.BATCH,
                    "event",
                    CaptureVersion::batches,
                    current,
                    base,
                    each,
                    results);
            var half = results.get(0).baseline() / 2;
            compare("single-events", "request", CaptureVersion::singles, current, base, each, results);
            var turn = each.dividedBy(2);
            add(
                    results,
                    new CaseResult(
                            "batches-p99-at-" + Math.round(half),
                            current.batches().paced(half, turn).micros(0.99),
                            "µs",
                            base.batches().paced(half, turn).micros(0.99),
                            name()));
            return results;
        }
    }

    private void compare(
            String name,
            String unit,
            Function<CaptureVersion, LoadClient> client,
            CaptureVersion current,
            CaptureVersion base,
            Duration time,
            List<CaseResult> results)
            throws InterruptedException {
        var currentCost = new CpuCost();
        var baseCost = new CpuCost();
        add(
                results,
                new Comparison(
                                name,
                                unit + "s/s",
                                costed(client.apply(current), current, currentCost),
                                name(),
                                costed(client.apply(base), base, baseCost))
                        .measure(time));
        add(results, CpuCost.compare(name + "-server-cpu", "µs/" + unit, currentCost, baseCost, name()));
    }

    private static Work costed(LoadClient client, CaptureVersion version, CpuCost cost) {
        return time -> {
            var before = version.server().cpu();
            var start = System.nanoTime();
            var rate = client.unitsPerSecond(time);
            var seconds = (System.nanoTime() - start) / 1e9;
            cost.add(version.server().cpu().minus(before).toNanos(), Math.max(1, Math.round(rate * seconds)));
            return rate;
        };
    }

    private void add(List<CaseResult> results, CaseResult result) {
        measured.accept(result);
        results.add(result);
    }

    private String name() {
        return "the version in " + checkout.toAbsolutePath().normalize().getFileName();
    }
}
