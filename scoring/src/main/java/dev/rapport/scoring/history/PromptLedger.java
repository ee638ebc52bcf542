package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.PromptTrack;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.WaitingEngagement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest prompts of one customer and how their replies were engaged with. An engagement that arrives before the
 * decision or reply that names the campaign waits for it.
 */
final class PromptLedger implements Ledger<Prompts> {
    static final int MAX_PROMPTS = 100;
    static final int MAX_WAITING = 50;

    private static final Comparator<PromptTrack> BY_TIME =
            Comparator.comparingLong(PromptTrack::getSince).thenComparing(PromptTrack::getPromptId);

    private final Latest<PromptTrack> prompts;
    private boolean changed;

    PromptLedger(@Nullable Prompts remembered) {
        prompts = new Latest<>(remembered == null ? List.of() : remembered.getPrompts(), BY_TIME, MAX_PROMPTS);
    }

    Optional<PromptTrack> find(String promptId) {
        return prompts.find(track -> track.getPromptId().equals(promptId));
    }

    /**
     * Records what a prompt belongs to; what waited for it is counted now, at its own time.
     *
     * @return true when that was not known before
     */
    boolean resolve(String promptId, MetricGroup group, long at, MetricChanges out) {
        var known = find(promptId);
        if (known.isPresent() && known.get().getCampaignId() != null) {
            return false;
        }
        Map<String, Long> firstAt = new HashMap<>();
        for (var engagement : known.map(PromptTrack::getWaiting).orElse(List.of())) {
            count(group, EngagementKind.ofCount(engagement.getKind()), engagement.getOccurredAt(), firstAt, out);
        }
        var since = Math.min(at, known.map(PromptTrack::getSince).orElse(at));
        keep(
                known,
                new PromptTrack(promptId, group.campaignId(), group.arm(), group.channel(), since, firstAt, List.of()));
        return true;
    }

    /** Records an engagement with the reply to a prompt. */
    void recordEngagement(String promptId, EngagementKind kind, long at, MetricChanges out) {
        var known = find(promptId);
        var track = known.orElseGet(() -> new PromptTrack(promptId, null, "", "", at, Map.of(), List.of()));
        var engaged = PromptTrack.newBuilder(track);
        if (track.getCampaignId() == null) {
            var waiting = new ArrayList<>(track.getWaiting());
            if (waiting.size() < MAX_WAITING) {
                waiting.add(new WaitingEngagement(kind.countName(), at));
            }
            engaged.setWaiting(waiting);
        } else {
            var firstAt = new HashMap<>(track.getFirstAt());
            count(groupOf(track), kind, at, firstAt, out);
            engaged.setFirstAt(firstAt);
        }
        keep(known, engaged.build());
    }

    private void keep(Optional<PromptTrack> known, PromptTrack track) {
        changed = true;
        if (known.isPresent()) {
            prompts.replace(known.get(), track);
        } else {
            prompts.add(track);
        }
    }

    private static MetricGroup groupOf(PromptTrack track) {
        return new MetricGroup(track.getCampaignId(), track.getArm(), track.getChannel());
    }

    /** Every event counts raw; of each kind the earliest counts once for the prompt. */
    private static void count(
            MetricGroup group, EngagementKind kind, long at, Map<String, Long> firstAt, MetricChanges out) {
        kind.rawCountName().ifPresent(raw -> out.count(group, at, raw, 1));
        var first = firstAt.get(kind.countName());
        if (first == null || at < first) {
            if (first != null) {
                out.count(group, first, kind.countName(), -1);
            }
            out.count(group, at, kind.countName(), 1);
            firstAt.put(kind.countName(), at);
        }
    }

    @Override
    public boolean isChanged() {
        return changed;
    }

    @Override
    public Prompts state() {
        return new Prompts(prompts.items());
    }
}
