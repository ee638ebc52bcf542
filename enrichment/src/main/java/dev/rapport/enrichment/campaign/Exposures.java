package dev.rapport.enrichment.campaign;

import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;

/** The history that caps are counted in. */
public final class Exposures {
    /** Most exposures kept of one customer and campaign, as many as a cap can count; the oldest go first. */
    static final int MOST = 100;

    private Exposures() {}

    /** Whether one more at this time would be too many in some span of the cap's length; late events count both ways. */
    static boolean reached(FrequencyCap cap, String campaignId, Instant at, DecisionHistory history) {
        var near = history.getExposures().stream()
                .filter(exposure -> exposure.getCampaignId().equals(campaignId))
                .filter(exposure ->
                        Duration.between(exposure.getExposedAt(), at).abs().compareTo(cap.per()) < 0)
                .count();
        return near >= cap.messages();
    }

    /** The history with one more exposure. */
    public static DecisionHistory add(DecisionHistory history, Exposure exposure) {
        var exposures = new ArrayList<>(history.getExposures());
        exposures.add(exposure);
        exposures.sort(Comparator.comparing(Exposure::getExposedAt));
        var ofCampaign = exposures.stream()
                .filter(kept -> kept.getCampaignId().equals(exposure.getCampaignId()))
                .toList();
        if (ofCampaign.size() > MOST) {
            exposures.remove(ofCampaign.get(0));
        }
        return new DecisionHistory(exposures);
    }
}
