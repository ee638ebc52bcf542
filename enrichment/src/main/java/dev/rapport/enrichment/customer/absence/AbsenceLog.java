package dev.rapport.enrichment.customer.absence;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.enrichment.state.Absences;
import dev.rapport.enrichment.state.AwaitedAbsence;
import dev.rapport.enrichment.state.CampaignAbsences;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a fragment about absences: the times of what happened, whichever order it comes in, and the starting
 * events that nothing of the same fragment has followed so far. Whether another fragment of the customer followed is a
 * matter of the time at which it is due, so that a merge can be undone. Bounded.
 */
public final class AbsenceLog {
    /** Campaigns of one fragment; of more, those that wait for nothing are evicted, the one that was quiet longest first. */
    static final int MAX_CAMPAIGNS = 50;

    private static final Absences NONE = new Absences(List.of());

    private AbsenceLog() {}

    /** @param evicted absences that had to make room */
    public record Noted(Absences absences, int evicted) {}

    /**
     * With one more event.
     *
     * @param known     null for nothing
     * @param campaigns those in force when it was received whose absences look at it
     */
    public static Noted noted(@Nullable Absences known, ReadEvent event, List<Version<Campaign>> campaigns) {
        var byId = byId(known);
        var evicted = 0;
        for (var version : campaigns) {
            var campaign = Objects.requireNonNull(version.value());
            if (!(campaign.trigger() instanceof Trigger.Absence trigger)) {
                continue;
            }
            var one = CampaignLog.of(campaign.id(), byId.get(campaign.id()));
            if (trigger.of().contains(event.getName())) {
                one = one.ended(event.getOccurredAt());
            } else if (!event.getHistory()) {
                one = one.started(event, trigger.lasting());
            }
            byId.put(campaign.id(), one.state());
            evicted += one.evicted();
        }
        return bounded(byId, evicted);
    }

    /** What was kept of two fragments that cannot be told apart any more. */
    public static Noted both(@Nullable Absences one, @Nullable Absences other) {
        var byId = byId(one);
        var evicted = 0;
        for (var arriving : (other == null ? NONE : other).getCampaigns()) {
            var both = CampaignLog.of(arriving.getCampaignId(), byId.get(arriving.getCampaignId()))
                    .and(arriving);
            byId.put(arriving.getCampaignId(), both.state());
            evicted += both.evicted();
        }
        return bounded(byId, evicted);
    }

    /** Without what is due up to a time, in milliseconds since the epoch. */
    public static Absences after(Absences known, long time) {
        return new Absences(known.getCampaigns().stream()
                .map(one -> CampaignLog.of(one.getCampaignId(), one).after(time).state())
                .toList());
    }

    /** When the next is due, in milliseconds since the epoch; 0 for none. */
    public static long nextDue(Absences known) {
        return known.getCampaigns().stream()
                .flatMap(one -> one.getAwaited().stream())
                .mapToLong(AwaitedAbsence::getDueAt)
                .min()
                .orElse(0);
    }

    /** The earlier of two times at which something is due, 0 for nothing. */
    public static long earlier(long one, long other) {
        if (one == 0 || other == 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }

    private static SortedMap<String, CampaignAbsences> byId(@Nullable Absences known) {
        var byId = new TreeMap<String, CampaignAbsences>();
        (known == null ? NONE : known).getCampaigns().forEach(one -> byId.put(one.getCampaignId(), one));
        return byId;
    }

    private static Noted bounded(SortedMap<String, CampaignAbsences> byId, int evicted) {
        var more = evicted;
        while (byId.size() > MAX_CAMPAIGNS) {
            var quiet = byId.values().stream()
                    .min(Comparator.<CampaignAbsences>comparingInt(
                                    one -> one.getAwaited().size())
                            .thenComparingLong(AbsenceLog::lastAt)
                            .thenComparing(CampaignAbsences::getCampaignId))
                    .orElseThrow();
            more += quiet.getAwaited().size();
            byId.remove(quiet.getCampaignId());
        }
        return new Noted(new Absences(new ArrayList<>(byId.values())), more);
    }

    private static long lastAt(CampaignAbsences one) {
        return Math.max(last(one.getStartedAt()), last(one.getEndedAt()));
    }

    private static long last(List<Long> times) {
        return times.isEmpty() ? Long.MIN_VALUE : times.get(times.size() - 1);
    }
}
