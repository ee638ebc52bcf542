package dev.rapport.benchmarks.measure;

/**
 * One case of a benchmark.
 *
 * @param name what was measured
 * @param value median of the rounds, in {@code unit}
 * @param unit unit of both figures, such as tokens/s or MiB
 * @param baseline median of the baseline's rounds, positive
 * @param baselineName what it is compared with
 */
public record CaseResult(String name, double value, String unit, double baseline, String baselineName) {
    public CaseResult {
        if (!(baseline > 0)) {
            throw new BenchmarkException("the baseline of " + name + " did nothing: " + baselineName);
        }
    }

    /** Value by baseline: above 1 is more than the baseline, which of work per second is better and of memory worse. */
    public double ratio() {
        return value / baseline;
    }
}
