package dev.rapport.quickstart.report;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What scoring says over all time.
 *
 * @param events    events of the whole shop
 * @param purchases distinct orders of the whole shop
 * @param sent      replies to deliver, over all campaigns and arms
 * @param refused   replies refused, over all campaigns and arms
 */
public record MetricTotals(long events, long purchases, long sent, long refused) {
    /** From the answer to {@code GET /api/v1/overview}. */
    static MetricTotals of(JsonNode overview) {
        var shop = overview.path("shop");
        var replies = overview.path("replies");
        return new MetricTotals(
                shop.path("events").asLong(),
                shop.path("purchases").asLong(),
                replies.path("sent").asLong(),
                replies.path("refused").asLong());
    }
}
