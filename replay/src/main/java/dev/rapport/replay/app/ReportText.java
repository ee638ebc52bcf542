package dev.rapport.replay.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.Locale;

/** What became of the rows, for people or for programs. */
final class ReportText {
    private ReportText() {}

    static void of(ReplayReport report, boolean json, PrintWriter out) {
        if (json) {
            out.println(document(report));
            return;
        }
        out.printf(
                Locale.ROOT,
                "sent %d, accepted %d, rejected %d in %.1f s%n",
                report.sent(),
                report.accepted(),
                report.sent() - report.accepted(),
                report.seconds());
        report.rejected().forEach((reason, count) -> out.printf(Locale.ROOT, "  %s %d%n", reason, count));
    }

    static void dryRun(ReplayReport report, boolean json, PrintWriter out) {
        if (json) {
            out.println(document(report));
            return;
        }
        out.printf(
                Locale.ROOT,
                "nothing was sent: %d would be, and %d rows cannot be mapped%n",
                report.accepted(),
                report.sent() - report.accepted());
    }

    private static String document(ReplayReport report) {
        var document =
                JsonNodeFactory.instance.objectNode().put("sent", report.sent()).put("accepted", report.accepted());
        var rejected = document.putObject("rejected");
        report.rejected().forEach(rejected::put);
        return document.put("seconds", Math.round(report.seconds() * 1000) / 1000.0)
                .put("retries", report.retries())
                .toString();
    }
}
