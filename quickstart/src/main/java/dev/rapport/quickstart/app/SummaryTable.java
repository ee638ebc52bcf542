package dev.rapport.quickstart.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** The demo's report for people. */
final class SummaryTable {
    private SummaryTable() {}

    static void print(PrintWriter out, JsonNode report) {
        var events = report.path("events");
        var replies = report.path("replies");
        var latency = report.path("latency").path("triggerToReply");
        var throughput = report.path("throughput");
        var engagement = report.path("engagement");
        row(
                out,
                "events",
                "%,d sent: %,d accepted, %,d rejected",
                events.path("sent").asLong(),
                events.path("accepted").asLong(),
                events.path("rejectedAtCapture").asLong());
        row(
                out,
                "captured",
                "%,d: %,d enriched, %,d rejected, %,d duplicates, %,d dead letters",
                events.path("captured").asLong(),
                events.path("enriched").asLong(),
                events.path("rejectedAfterCapture").asLong(),
                events.path("duplicates").asLong(),
                events.path("deadLetters").asLong());
        row(out, "decisions", "%s", byReason(report.path("decisions").path("byReason")));
        row(
                out,
                "replies",
                "%,d generated, %,d fallback, %,d refused",
                replies.path("generated").asLong(),
                replies.path("fallback").asLong(),
                replies.path("refused").asLong());
        row(
                out,
                "trigger to reply",
                "%,d ms median, %,d ms p99",
                latency.path("p50Ms").asLong(),
                latency.path("p99Ms").asLong());
        if (report.has("startup")) {
            row(
                    out,
                    "start to first reply",
                    "%.1f s",
                    report.path("startup").path("firstReplyMs").asLong() / 1000.0);
        }
        row(
                out,
                "throughput",
                "%.1f events/s, %.1f replies/s, %.0f tokens/s",
                throughput.path("eventsPerSecond").asDouble(),
                throughput.path("repliesPerSecond").asDouble(),
                throughput.path("tokensPerSecond").asDouble());
        row(
                out,
                "engagement",
                "%,d opened, %,d clicked, %,d orders of which %,d credited to replies",
                engagement.path("opened").asLong(),
                engagement.path("clicked").asLong(),
                engagement.path("orders").asLong(),
                engagement.path("converted").asLong());
        for (var experiment : report.path("experiments")) {
            lifts(out, experiment, report.path("truth"));
        }
        row(out, "accounted for", "%s", report.path("reconciled").asBoolean() ? "everything" : "NOT everything:");
        for (var problem : report.path("problems")) {
            row(
                    out,
                    "",
                    "%,d × %s",
                    problem.path("count").asLong(),
                    problem.path("rule").asText());
        }
        out.flush();
    }

    private static void lifts(PrintWriter out, JsonNode experiment, JsonNode truth) {
        for (var lift : experiment.path("lifts")) {
            if (lift.path("metric").asText().equals("conversion")) {
                row(
                        out,
                        "lift of " + lift.path("arm").asText(),
                        "%+.1f pp, %.0f %% interval %+.1f to %+.1f%s",
                        100 * lift.path("absolute").asDouble(),
                        100 * (1 - experiment.path("alpha").asDouble(0.05)),
                        100 * lift.path("interval").path("low").asDouble(),
                        100 * lift.path("interval").path("high").asDouble(),
                        truthOf(
                                truth,
                                experiment.path("experiment").asText(),
                                lift.path("arm").asText()));
            }
        }
    }

    private static String truthOf(JsonNode truth, String experiment, String arm) {
        for (var effect : truth) {
            if (effect.path("experiment").asText().equals(experiment)
                    && effect.path("arm").asText().equals(arm)) {
                return String.format(
                        Locale.ROOT,
                        "; true effect %+.1f",
                        100 * effect.path("absolute").asDouble());
            }
        }
        return "";
    }

    private static String byReason(JsonNode reasons) {
        var text = new StringBuilder();
        reasons.properties().forEach(reason -> text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%,d ", reason.getValue().asLong()))
                .append(reason.getKey().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return text.toString();
    }

    private static void row(PrintWriter out, String label, String format, Object... values) {
        out.printf(Locale.ROOT, "  %-26s %s%n", label, String.format(Locale.ROOT, format, values));
    }
}
