package dev.rapport.quickstart.report;

import dev.rapport.schemas.ReplyOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for anything that was lost or doubled between what was sent, what the topics hold and what the metrics say. */
public final class Reconciliation {
    private Reconciliation() {}

    /** What is not accounted for; empty when everything is. */
    public static List<Problem> problems(TopicLedger ledger, Traffic traffic, MetricTotals metrics) {
        var problems = new ArrayList<Problem>();
        events(problems, ledger, traffic);
        prompts(problems, ledger);
        agree(
                problems,
                "events in the metrics",
                metrics.events(),
                ledger.enriched().distinct());
        agree(
                problems,
                "orders in the metrics",
                metrics.purchases(),
                ledger.conversions().distinct());
        agree(
                problems,
                "replies in the metrics",
                metrics.sent(),
                ledger.replies(ReplyOutcome.GENERATED) + ledger.replies(ReplyOutcome.FALLBACK));
        agree(problems, "refusals in the metrics", metrics.refused(), ledger.replies(ReplyOutcome.REFUSED));
        return problems;
    }

    private static void events(List<Problem> problems, TopicLedger ledger, Traffic traffic) {
        var captured = ledger.captured();
        Tally.report(problems, "accepted event is not captured", without(traffic.acceptedMessageIds(), captured));
        var open = new HashSet<String>();
        var twice = new HashSet<String>();
        for (var id : captured.ids()) {
            var counted = ledger.isCounted(id);
            var rejected = ledger.rejectedAfterCapture().has(id);
            if (!counted && !rejected && !ledger.deadLetters().has(id)) {
                open.add(id);
            }
            if (counted && rejected && !ledger.mayDiffer(id)) {
                twice.add(id);
            }
        }
        Tally.report(problems, "captured event is neither enriched nor rejected nor a dead letter", open);
        Tally.report(problems, "event is both enriched and rejected", twice);
        Tally.report(problems, "event counts more than once", ledger.enriched().repeated());
    }

    private static void prompts(List<Problem> problems, TopicLedger ledger) {
        var prompts = ledger.prompts();
        Tally.report(
                problems, "decision is made more than once", ledger.decisions().repeated());
        Tally.report(
                problems,
                "sent decision has no prompt",
                without(ledger.sentDecisions().ids(), prompts));
        Tally.report(problems, "prompt has no decision", without(prompts.ids(), ledger.sentDecisions()));
        Tally.report(problems, "prompt is written more than once", prompts.repeated());
        Tally.report(problems, "prompt has no reply", without(prompts.ids(), ledger.replies()));
        Tally.report(problems, "reply has no prompt", without(ledger.replies().ids(), prompts));
        Tally.report(
                problems, "prompt has more than one reply", ledger.replies().repeated());
        Tally.report(
                problems,
                "conversion is written again unchanged",
                ledger.conversions().repeated());
    }

    private static Set<String> without(Collection<String> ids, Tally known) {
        var missing = new HashSet<String>();
        for (var id : ids) {
            if (!known.has(id)) {
                missing.add(id);
            }
        }
        return missing;
    }

    private static void agree(List<Problem> problems, String what, long metrics, long topics) {
        if (metrics != topics) {
            problems.add(new Problem(
                    what + " are " + metrics + ", in the topics " + topics, Math.abs(metrics - topics), List.of()));
        }
    }
}
