package dev.rapport.replay;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows so far; {@code sent} is {@code accepted} and all of {@code rejected} together.
 *
 * @param sent     rows that capture has answered for
 * @param accepted those it took
 * @param rejected the others, by reason
 * @param retries  requests that had to be sent again
 * @param seconds  since the start
 */
public record ReplayReport(long sent, long accepted, Map<String, Long> rejected, long retries, double seconds) {
    public ReplayReport {
        rejected = new TreeMap<>(rejected);
    }

    static ReplayReport none() {
        return new ReplayReport(0, 0, Map.of(), 0, 0);
    }

    ReplayReport plus(BatchResult result, int rows, long moreRetries, double now) {
        var reasons = new TreeMap<>(rejected);
        result.rejected().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        var refused =
                result.rejected().values().stream().mapToLong(Long::longValue).sum();
        return new ReplayReport(sent + rows, accepted + rows - refused, reasons, retries + moreRetries, now);
    }

    /**
     * Answer to one request.
     *
     * @param rejected refused events by reason
     */
    record BatchResult(Map<String, Long> rejected) {}
}
