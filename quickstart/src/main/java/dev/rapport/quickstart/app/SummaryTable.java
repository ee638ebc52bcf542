package dev.rapport.quickstart.app;

import dev.rapport.quickstart.report.ConversionLift;
import dev.rapport.quickstart.report.DemoReport;
import dev.rapport.schemas.DecisionReason;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The demo's report for people. */
final class SummaryTable {
    private SummaryTable() {}

    static void print(PrintWriter out, DemoReport report) {
        var events = report.events();
        row(
                out,
                "events",
                "%,d sent: %,d accepted, %,d rejected",
                events.sent(),
                events.accepted(),
                events.rejectedAtCapture());
        row(
                out,
                "captured",
                "%,d: %,d enriched, %,d rejected, %,d duplicates, %,d dead letters",
                events.captured(),
                events.enriched(),
                events.rejectedAfterCapture(),
                events.duplicates(),
                events.deadLetters());
        row(out, "decisions", "%s", text(report.decisions().byReason()));
        printReplies(out, report);
        var engagement = report.engagement();
        row(
                out,
                "engagement",
                "%,d opened, %,d clicked, %,d orders of which %,d credited to replies",
                engagement.opened(),
                engagement.clicked(),
                engagement.orders(),
                engagement.converted());
        report.conversionLifts().forEach(lift -> printLift(out, lift, report));
        row(out, "accounted for", "%s", report.reconciled() ? "everything" : "NOT everything:");
        report.problems().forEach(problem -> row(out, "", "%,d × %s", problem.count(), problem.rule()));
        out.flush();
    }

    private static void printReplies(PrintWriter out, DemoReport report) {
        var replies = report.replies();
        row(
                out,
                "replies",
                "%,d generated, %,d fallback, %,d refused",
                replies.generated(),
                replies.fallback(),
                replies.refused());
        var latency = report.latency().triggerToReply();
        row(out, "trigger to reply", "%,d ms median, %,d ms p99", latency.p50Ms(), latency.p99Ms());
        var startup = report.startup();
        if (startup != null) {
            row(out, "start to first reply", "%.1f s", startup.firstReplyMs() / 1000.0);
        }
        var throughput = report.throughput();
        row(
                out,
                "throughput",
                "%.1f events/s, %.1f replies/s, %.0f tokens/s",
                throughput.eventsPerSecond(),
                throughput.repliesPerSecond(),
                throughput.tokensPerSecond());
    }

    private static void printLift(PrintWriter out, ConversionLift lift, DemoReport report) {
        row(
                out,
                "lift of " + lift.arm(),
                "%+.1f pp, %.0f %% interval %+.1f to %+.1f%s",
                100 * lift.absolute(),
                100 * (1 - lift.alpha()),
                100 * lift.low(),
                100 * lift.high(),
                report.truthOf(lift)
                        .map(effect -> String.format(Locale.ROOT, "; true effect %+.1f", 100 * effect.absolute()))
                        .orElse(""));
    }

    private static String text(Map<DecisionReason, Long> reasons) {
        return reasons.entrySet().stream()
                .map(reason -> String.format(Locale.ROOT, "%,d ", reason.getValue())
                        + reason.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }

    private static void row(PrintWriter out, String label, String format, Object... values) {
        out.printf(Locale.ROOT, "  %-26s %s%n", label, String.format(Locale.ROOT, format, values));
    }
}
