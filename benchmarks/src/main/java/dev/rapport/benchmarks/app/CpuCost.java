package dev.rapport.benchmarks.app;

import com.sun.management.OperatingSystemMXBean;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Median;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time that this process takes for an event: broker, clients, topology, compiler and collector together. What else the
 * machine does moves it less than it moves events per second.
 */
final class CpuCost {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final List<Double> microsOfTurns = new ArrayList<>();

    /** CPU time of the process so far, in nanoseconds. */
    static long now() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Takes a turn in. */
    void add(long nanos, long events) {
        microsOfTurns.add(nanos / 1e3 / events);
    }

    /** Medians of all turns but the first, which warms up. */
    static CaseResult compare(CpuCost subject, CpuCost baseline, String baselineName) {
        return compare("cpu", "µs/event", subject, baseline, baselineName);
    }

    /** The same under another name; where the system does not tell the time of a baseline it is next to nothing. */
    static CaseResult compare(String name, String unit, CpuCost subject, CpuCost baseline, String baselineName) {
        return new CaseResult(name, subject.median(), unit, Math.max(1e-3, baseline.median()), baselineName);
    }

    private double median() {
        return Median.of(microsOfTurns.subList(1, microsOfTurns.size()));
    }
}
