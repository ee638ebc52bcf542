package dev.rapport.quickstart.report;

import org.HdrHistogram.Histogram;

/** Times in milliseconds and their quantiles, to a thousandth; the memory does not grow with their number. */
final class Latencies {
    private static final int DIGITS = 3;
    private static final int PERCENT = 100;

    private final Histogram millis = new Histogram(DIGITS);

    /** @param value below 0, where two clocks differ, it counts as 0 */
    void add(long value) {
        millis.recordValue(Math.max(0, value));
    }

    /**
     * The smallest value that at least a share of these does not exceed; 0 when there is none.
     *
     * @param share in (0, 1]
     */
    long quantile(double share) {
        return millis.getValueAtPercentile(share * PERCENT);
    }
}
