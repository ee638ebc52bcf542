package dev.rapport.enrichment.decision;

import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.GateResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One case on its way through the gates, up to the first that stops it. Of one thread. */
final class GateWalk {
    private static final int MAX_TEXT = 120;

    private final List<GateResult> results = new ArrayList<>();
    private Case it;
    private DecisionReason reason = DecisionReason.SENT;
    private @Nullable String detail;

    GateWalk(Case first) {
        this.it = first;
    }

    /** A gate that cannot say anything fails the decision: the rules of one campaign are no matter of the others. */
    void through(List<Gate> gates) {
        for (var gate : gates) {
            Verdict verdict;
            try {
                verdict = gate.check(it);
            } catch (RuntimeException e) {
                verdict = it.stops(DecisionReason.FAILED, "failed", "", e.toString());
            }
            it = verdict.last();
            var measure = verdict.measure();
            var stopped = verdict instanceof Verdict.Stopped;
            if (measure != null) {
                results.add(new GateResult(gate.kind(), !stopped, cut(measure.value()), cut(measure.limit())));
            }
            if (verdict instanceof Verdict.Stopped stop) {
                reason = stop.reason();
                detail = stop.detail();
                return;
            }
        }
    }

    /** What was found comes to no record: the decision says so, and nothing of it stands. */
    void fail(RuntimeException e) {
        results.clear();
        reason = DecisionReason.FAILED;
        detail = e.toString();
    }

    Case last() {
        return it;
    }

    /** SENT where no gate stopped it. */
    DecisionReason reason() {
        return reason;
    }

    /** Null where the gates say it all. */
    @Nullable String detail() {
        return detail;
    }

    List<GateResult> results() {
        return results;
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }
}
