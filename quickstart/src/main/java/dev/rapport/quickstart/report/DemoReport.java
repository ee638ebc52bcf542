package dev.rapport.quickstart.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.quickstart.simulator.Truth;
import dev.rapport.schemas.ReplyOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's figures as one JSON document; its fields are an interface, see the documentation of the command. */
public final class DemoReport {
    private DemoReport() {}

    /**
     * The document.
     *
     * @param experiments as the API answers
     * @param problems    what is not accounted for
     */
    public static Map<String, Object> of(
            TopicLedger ledger,
            Traffic traffic,
            List<JsonNode> experiments,
            List<Truth.Effect> truth,
            List<Problem> problems) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("seconds", traffic.seconds());
        report.put("events", events(ledger, traffic));
        report.put("decisions", Map.of("byReason", ledger.decisionsByReason()));
        report.put("prompts", ledger.prompts().distinct());
        report.put("replies", replies(ledger));
        report.put("latency", Map.of("triggerToReply", latency(ledger.latencies())));
        report.put("throughput", throughput(ledger, traffic));
        report.put("engagement", engagement(ledger));
        report.put("experiments", experiments);
        report.put("truth", truth.stream().map(Truth::json).toList());
        report.put("reconciled", problems.isEmpty());
        report.put("problems", problems);
        return report;
    }

    /**
     * What was sent is accepted or rejected at capture. What was captured is enriched, rejected later, a dead letter, or a
     * duplicate of one of those. What says something else under the same message id is none.
     */
    private static Map<String, Object> events(TopicLedger ledger, Traffic traffic) {
        var rejected = ledger.rejectedByReason();
        Map<String, Object> events = new LinkedHashMap<>();
        events.put("sent", traffic.sent());
        events.put("accepted", traffic.accepted());
        events.put(
                "rejected",
                rejected.values().stream().mapToLong(Long::longValue).sum());
        events.put("rejectedByReason", rejected);
        events.put("rejectedAtCapture", traffic.sent() - traffic.accepted());
        events.put("captured", ledger.captured().total());
        events.put("rejectedAfterCapture", ledger.rejectedAfterCapture().distinct());
        events.put("duplicates", ledger.duplicateCount());
        events.put("enriched", ledger.enriched().distinct());
        events.put("deadLetters", ledger.deadLetters().total());
        return events;
    }

    private static Map<String, Object> replies(TopicLedger ledger) {
        Map<String, Object> replies = new LinkedHashMap<>();
        replies.put("generated", ledger.replies(ReplyOutcome.GENERATED));
        replies.put("fallback", ledger.replies(ReplyOutcome.FALLBACK));
        replies.put("refused", ledger.replies(ReplyOutcome.REFUSED));
        return replies;
    }

    private static Map<String, Object> latency(Latencies latencies) {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("p50Ms", latencies.quantile(0.5));
        latency.put("p99Ms", latencies.quantile(0.99));
        return latency;
    }

    /** Replies that were behind when the traffic ended took longer than it. */
    private static Map<String, Object> throughput(TopicLedger ledger, Traffic traffic) {
        var replySeconds = Math.max(traffic.seconds(), ledger.replySeconds());
        Map<String, Object> throughput = new LinkedHashMap<>();
        throughput.put("eventsPerSecond", traffic.accepted() / traffic.seconds());
        throughput.put("repliesPerSecond", ledger.replyCount() / replySeconds);
        throughput.put("tokensPerSecond", ledger.tokens() / replySeconds);
        return throughput;
    }

    private static Map<String, Object> engagement(TopicLedger ledger) {
        Map<String, Object> engagement = new LinkedHashMap<>();
        engagement.put("opened", ledger.openedCount());
        engagement.put("clicked", ledger.clickedCount());
        engagement.put("converted", ledger.creditedConversionCount());
        engagement.put("orders", ledger.conversions().distinct());
        return engagement;
    }
}
