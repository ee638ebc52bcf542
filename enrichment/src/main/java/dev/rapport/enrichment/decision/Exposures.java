package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import java.util.ArrayList;
import java.util.Comparator;

/** The history that caps are counted in. */
public final class Exposures {
    /** Exposures kept of one customer and campaign, as many as a cap can count; the oldest are evicted. */
    static final int MAX = 100;

    private Exposures() {}

    /**
     * Whether one more at this time would be too many in some span of the cap's length; late events count both ways.
     *
     * @param at event time, in milliseconds since the epoch
     */
    static boolean reached(FrequencyCap cap, String campaignId, long at, DecisionHistory history) {
        var near = history.getExposures().stream()
                .filter(exposure -> exposure.getCampaignId().equals(campaignId))
                .filter(exposure ->
                        Math.abs(exposure.getExposedAt() - at) < cap.per().toMillis())
                .count();
        return near >= cap.messages();
    }

    /** Two histories of one customer as one. */
    public static DecisionHistory both(DecisionHistory one, DecisionHistory other) {
        var both = one;
        for (var exposure : other.getExposures()) {
            both = add(both, exposure);
        }
        return both;
    }

    /** The history with one more exposure. */
    static DecisionHistory add(DecisionHistory history, Exposure exposure) {
        var exposures = new ArrayList<>(history.getExposures());
        exposures.add(exposure);
        exposures.sort(Comparator.comparing(Exposure::getExposedAt));
        var ofCampaign = exposures.stream()
                .filter(kept -> kept.getCampaignId().equals(exposure.getCampaignId()))
                .toList();
        if (ofCampaign.size() > MAX) {
            exposures.remove(ofCampaign.get(0));
        }
        return new DecisionHistory(exposures);
    }
}
