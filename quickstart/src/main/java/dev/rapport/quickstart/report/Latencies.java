package dev.rapport.quickstart.report;

import java.util.Arrays;

/** Times in milliseconds and their quantiles. */
final class Latencies {
    private static final int FIRST_SIZE = 256;

    private long[] millis = new long[FIRST_SIZE];
    private int size;

    void add(long value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
        }
        millis[size++] = value;
    }

    /**
     * The smallest value that at least a share of all values does not exceed; 0 when there is none.
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
