package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.FrequencyCap.Per;
import dev.rapport.enrichment.campaign.FrequencyCap.Scope;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import java.util.ArrayList;
import java.util.List;

/** Whether one more message would be too many, by the campaign's caps of one scope. */
final class CapGate implements Gate {
    private final Scope scope;

    CapGate(Scope scope) {
        this.scope = scope;
    }

    @Override
    public DecisionGate kind() {
        return switch (scope) {
            case CAMPAIGN -> DecisionGate.CAMPAIGN_CAP;
            case CHANNEL -> DecisionGate.CHANNEL_CAP;
            case GLOBAL -> DecisionGate.GLOBAL_CAP;
        };
    }

    @Override
    public Verdict check(Case it) {
        var caps = it.campaign().pacing().caps();
        if (caps.isEmpty()) {
            return it.passes();
        }
        var history = it.draft().exposures();
        var values = new ArrayList<String>();
        var limits = new ArrayList<String>();
        for (var cap : caps) {
            if (cap.scope() == scope) {
                var messages = Exposures.near(cap, it.campaign(), it.foundSendTime(), history);
                values.add(messages + per(cap));
                limits.add("at most " + cap.messages() + per(cap));
                if (messages >= cap.messages()) {
                    return it.stops(DecisionReason.FREQUENCY_CAP, last(values), last(limits));
                }
            }
        }
        return values.isEmpty() ? it.passes() : it.passes(String.join(", ", values), String.join(", ", limits));
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    private static String per(FrequencyCap cap) {
        return cap.per() instanceof Per.Span span ? " in " + Spans.text(span.length()) : " a day";
    }
}
