package dev.rapport.benchmarks.measure;

import java.time.Duration;

/** Something to be measured that can go on for as long as one likes. */
@FunctionalInterface
public interface Work {
    /**
     * Works for about the given time.
     *
     * @return units done a second, finite and positive
     * @throws BenchmarkException when it cannot be done
     */
    double unitsPerSecond(Duration time) throws InterruptedException;
}
