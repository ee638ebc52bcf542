package dev.rapport.enrichment.customer.absence;

import dev.rapport.enrichment.state.Absences;
import dev.rapport.enrichment.state.AwaitedAbsence;
import dev.rapport.enrichment.state.ReadEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An absence whose time is over.
 *
 * @param fragmentId fragment that the starting event is part of
 * @param isFollowed whether something followed, so that it is none
 */
public record DueAbsence(String fragmentId, String campaignId, AwaitedAbsence awaited, boolean isFollowed) {
    private static final Comparator<DueAbsence> IN_ORDER = Comparator.<DueAbsence>comparingLong(
                    one -> one.awaited().getDueAt())
            .thenComparing(DueAbsence::campaignId)
            .thenComparing(DueAbsence::awaited, CampaignLog.BY_TIME);

    /**
     * Those that are due up to a time, in the order of their times.
     *
     * @param absences of all fragments of a customer, by fragment
     * @param time     by the clock of receipt, in milliseconds since the epoch
     */
    public static List<DueAbsence> upTo(long time, Map<String, Absences> absences) {
        var due = new ArrayList<DueAbsence>();
        absences.forEach((fragmentId, known) -> known.getCampaigns().forEach(campaign -> campaign.getAwaited().stream()
                .filter(awaited -> awaited.getDueAt() <= time)
                .forEach(awaited -> due.add(new DueAbsence(
                        fragmentId,
                        campaign.getCampaignId(),
                        awaited,
                        isFollowed(campaign.getCampaignId(), awaited, absences))))));
        due.sort(IN_ORDER);
        return due;
    }

    /**
     * What a campaign decides about: the starting event, at the time at which nothing had followed.
     *
     * @param knownAt when that was known, in milliseconds since the epoch: later than it was due where time stood still
     */
    public ReadEvent trigger(long knownAt) {
        return ReadEvent.newBuilder(awaited.getEvent())
                .setFragmentId(fragmentId)
                .setOccurredAt(awaited.getAbsentAt())
                .setReceivedAt(knownAt)
                .setRedrivenAt(0)
                .build();
    }

    private static boolean isFollowed(String campaignId, AwaitedAbsence awaited, Map<String, Absences> absences) {
        return absences.values().stream()
                .flatMap(known -> known.getCampaigns().stream())
                .filter(known -> known.getCampaignId().equals(campaignId))
                .anyMatch(known -> CampaignLog.follows(known, awaited));
    }
}
