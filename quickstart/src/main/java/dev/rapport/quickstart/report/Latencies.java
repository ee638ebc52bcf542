package dev.rapport.quickstart.report;

import java.util.Arrays;

/** Times in milliseconds and their quantiles, of the latest {@value #MOST}. */
final class Latencies {
    static final int MOST = 100_000;
    private static final int FIRST_SIZE = 256;

    private long[] millis = new long[FIRST_SIZE];
    private int size;
    private int next;

    void add(long value) {
        if (next == millis.length && next < MOST) {
            millis = Arrays.copyOf(millis, Math.min(MOST, next * 2));
        }
        next %= MOST;
        millis[next++] = value;
        size = Math.max(size, next);
    }

    /**
     * The smallest value that at least a share of these does not exceed; 0 when there is none.
     *
     * @param share in (0, 1]
     */
    long quantile(double share) {
        if (size == 0) {
            return 0;
        }
        var sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }
}
