package dev.rapport.scoring.topology;

import static dev.rapport.schemas.topic.Topics.METRICS;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;

import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.testkit.topology.TopologyHarness;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What tests of the scoring topology pipe in, and what they read of its metrics. */
final class ScoringStory {
    private ScoringStory() {}

    static TopologyHarness start() {
        return TopologyHarness.start(
                "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build());
    }

    static EnrichedEvent anOrder(String messageId, String orderId, long cents, Duration after) {
        return anEnrichedEvent()
                .setMessageId(messageId)
                .setName("Order Completed")
                .setOrderId(orderId)
                .setRevenue(euros(cents))
                .setOccurredAt(NOW.plus(after))
                .setReceivedAt(NOW.plus(after))
                .build();
    }

    static Metric row(Map<String, Metric> rows, String key) {
        return Objects.requireNonNull(rows.get(key), () -> "there is no row " + key);
    }

    /** The last row of every key, since the last call. */
    static Map<String, Metric> lastByKey(TopologyHarness harness) {
        var rows = new TreeMap<String, Metric>();
        for (var record : harness.drainRecords(METRICS)) {
            if (record.value() == null) {
                rows.remove(record.key());
            } else {
                rows.put(record.key(), record.value());
            }
        }
        return rows;
    }
}
