package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.CaseResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures one part of Rapport. */
interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** Its own options of the command, by their longest names; those of all benchmarks are not among them. */
    default Set<String> options() {
        return Set.of();
    }

    /** What its figures depend on beside the machine, by name: the same in every run, and for the baselines too. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /**
     * Starts what it needs, measures, and leaves nothing behind.
     *
     * @param time of measuring, all cases together, positive; starting comes on top
     */
    List<CaseResult> run(Duration time) throws InterruptedException;
}
