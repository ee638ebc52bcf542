package dev.rapport.quickstart.report;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the metrics API says over all time.
 *
 * @param events    events of the whole shop
 * @param purchases distinct orders of the whole shop
 * @param sent      replies to deliver, over all campaigns and arms
 * @param refused   replies refused, over all campaigns and arms
 */
public record MetricTotals(long events, long purchases, long sent, long refused) {
    /** From the answer to {@code GET /api/v1/metrics?window=all}. */
    static MetricTotals of(JsonNode answer) {
        var totals = new long[4];
        for (var row : answer.path("rows")) {
            var counts = row.path("counts");
            if (row.path("campaign").asText().isEmpty()) {
                totals[0] += counts.path("events").asLong();
                totals[1] += counts.path("purchases").asLong();
            } else {
                totals[2] += counts.path("sent").asLong();
                totals[3] += counts.path("refused").asLong();
            }
        }
        return new MetricTotals(totals[0], totals[1], totals[2], totals[3]);
    }
}
