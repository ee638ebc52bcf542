package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Window;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;

/** Whether the campaign runs at the time of the trigger. */
final class WindowGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.WINDOW;
    }

    @Override
    public Verdict check(Case it) {
        var window = it.campaign().pacing().window();
        if (window.equals(Window.ALWAYS)) {
            return it.passes();
        }
        var value = it.at().toString();
        return window.contains(it.at())
                ? it.passes(value, text(window))
                : it.stops(DecisionReason.OUTSIDE_WINDOW, value, text(window));
    }

    private static String text(Window window) {
        return window.from().map(from -> "from " + from + " ").orElse("")
                + window.until().map(until -> "until " + until).orElse("");
    }
}
