package dev.rapport.benchmarks.load;

import java.util.Arrays;

/**
 * Times from when a request was due to its answer, ascending. What a request waits because those before it are late counts:
 * a client that only measures from when it sends says nothing of a server that stalls.
 *
 * @param nanos at least one
 */
@SuppressWarnings("ArrayRecordComponent") // Copied, and never compared.
public record Latencies(long[] nanos) {
    public Latencies {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("no request was answered");
        }
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    /** The time within which this share of the requests was answered, in microseconds. */
    public double micros(double share) {
        return nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e3;
    }
}
