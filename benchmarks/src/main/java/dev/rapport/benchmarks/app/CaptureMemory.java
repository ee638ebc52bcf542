package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.load.LoadClient;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.ResidentMemory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the process has in memory in the course of a steady load, client and broker included: the heap right after a full
 * collection, and all of it in RAM. The baseline is the first interval.
 *
 * @param rate events a second
 */
record CaptureMemory(LoadClient client, double rate) {
    private static final int INTERVALS = 10;
    private static final double MIB = 0x1p20;

    /** @param measured told of each case as soon as it is measured */
    void measure(Duration time, Consumer<CaseResult> measured) throws InterruptedException {
        var each = time.dividedBy(INTERVALS);
        var firstHeap = 0.0;
        var firstResident = 0.0;
        for (var i = 1; i <= INTERVALS; i++) {
            client.paced(rate, each);
            var memory = ManagementFactory.getMemoryMXBean();
            memory.gc();
            var heap = memory.getHeapMemoryUsage().getUsed() / MIB;
            // At least 1, so that it can be a baseline where the system does not tell.
            var resident = Math.max(1, ResidentMemory.bytes() / MIB);
            firstHeap = i == 1 ? heap : firstHeap;
            firstResident = i == 1 ? resident : firstResident;
            var at = "-after-" + each.multipliedBy(i).toSeconds() + "s";
            var first = "after the first " + each.toSeconds() + " s";
            measured.accept(new CaseResult("heap" + at, heap, "MiB", firstHeap, first));
            measured.accept(new CaseResult("resident" + at, resident, "MiB", firstResident, first));
        }
    }
}
