package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.ReEntry;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import java.time.Duration;
import java.util.Optional;

/** Whether the campaign may write to the customer again: messages are apart as they are delivered. */
final class ReEntryGate implements Gate {
    @Override
    public DecisionGate kind() {
        return DecisionGate.RE_ENTRY;
    }

    @Override
    public Verdict check(Case it) {
        var reEntry = it.campaign().pacing().reEntry();
        if (reEntry.equals(ReEntry.ALWAYS)) {
            return it.passes();
        }
        var apart = nearest(it);
        var value = apart.map(gap -> Spans.text(gap) + " apart").orElse("not before");
        var limit = reEntry.equals(ReEntry.NEVER) ? "once" : "at least " + Spans.text(reEntry.minGap()) + " apart";
        return apart.filter(gap -> gap.compareTo(reEntry.minGap()) < 0).isPresent()
                ? it.stops(DecisionReason.RE_ENTRY, value, limit)
                : it.passes(value, limit);
    }

    /** Time to the nearest message of the campaign; late events look both ways. */
    private static Optional<Duration> nearest(Case it) {
        var at = SendTimeGate.of(it).earliest().toEpochMilli();
        return it.draft().exposures().getExposures().stream()
                .filter(exposure ->
                        exposure.getCampaignId().equals(it.campaign().id()))
                .map(exposure -> Duration.ofMillis(Math.abs(exposure.getExposedAt() - at)))
                .min(Duration::compareTo);
    }
}
