package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.FrequencyCap.Per;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;

/** The history that caps are counted in. */
public final class Exposures {
    /** Exposures kept of one customer and campaign, as many as a cap can count; the oldest are evicted. */
    static final int MAX = 100;

    private Exposures() {}

    /**
     * Messages that a cap counts with one more at the time of this one: in some span of its length, where late events count
     * both ways, or on the same day of the customer.
     */
    static long near(FrequencyCap cap, Campaign campaign, SendTime time, DecisionHistory history) {
        return history.getExposures().stream()
                .filter(exposure -> counts(cap, exposure, campaign))
                .filter(exposure -> isNear(cap.per(), exposure, time))
                .count();
    }

    private static boolean counts(FrequencyCap cap, Exposure exposure, Campaign campaign) {
        return switch (cap.scope()) {
            case CAMPAIGN -> exposure.getCampaignId().equals(campaign.id());
            case CHANNEL -> exposure.getChannel().equals(campaign.audience().channel());
            case GLOBAL -> true;
        };
    }

    private static boolean isNear(Per per, Exposure exposure, SendTime time) {
        return per instanceof Per.Span span
                ? Math.abs(exposure.getExposedAt() - time.earliest().toEpochMilli())
                        < span.length().toMillis()
                : day(Instant.ofEpochMilli(exposure.getExposedAt()), time.zone().id())
                        .equals(day(time.earliest(), time.zone().id()));
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
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
