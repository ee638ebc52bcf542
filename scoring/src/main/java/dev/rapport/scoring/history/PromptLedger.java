package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.MetricDeltas;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.PromptTrack;
import dev.rapport.scoring.state.WaitingEngagement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest prompts of one customer and how their replies were engaged with. An engagement that arrives before the
 * decision or reply that names the campaign waits for it.
 */
final class PromptLedger {
    static final int MAX_PROMPTS = 100;
    static final int MAX_WAITING = 50;

    private static final Comparator<PromptTrack> BY_TIME =
            Comparator.comparingLong(PromptTrack::getSince).thenComparing(PromptTrack::getPromptId);

    private final List<PromptTrack> prompts;
    private final List<String> forgotten = new ArrayList<>();

    PromptLedger(List<PromptTrack> prompts) {
        this.prompts = new ArrayList<>(prompts);
    }

    List<PromptTrack> prompts() {
        return prompts;
    }

    /** Prompts evicted because there are newer ones. */
    List<String> forgotten() {
        return forgotten;
    }

    Optional<PromptTrack> find(String promptId) {
        return prompts.stream()
                .filter(track -> track.getPromptId().equals(promptId))
                .findFirst();
    }

    /**
     * Takes what a prompt belongs to; what waited for it is counted now, at its own time.
     *
     * @return true when that was not known before
     */
    boolean belongs(String promptId, MetricGroup group, long at, MetricDeltas out) {
        var known = find(promptId);
        if (known.isPresent() && known.get().getCampaignId() != null) {
            return false;
        }
        Map<String, Long> firstAt = new HashMap<>();
        for (var engagement : known.map(PromptTrack::getWaiting).orElse(List.of())) {
            count(group, EngagementKind.ofCount(engagement.getKind()), engagement.getOccurredAt(), firstAt, out);
        }
        var since = Math.min(at, known.map(PromptTrack::getSince).orElse(at));
        keep(new PromptTrack(promptId, group.campaignId(), group.arm(), group.channel(), since, firstAt, List.of()));
        return true;
    }

    /** Takes an engagement with the reply to a prompt. */
    void engage(String promptId, EngagementKind kind, long at, MetricDeltas out) {
        var track = find(promptId).orElseGet(() -> new PromptTrack(promptId, null, "", "", at, Map.of(), List.of()));
        var changed = PromptTrack.newBuilder(track);
        if (track.getCampaignId() == null) {
            var waiting = new ArrayList<>(track.getWaiting());
            if (waiting.size() < MAX_WAITING) {
                waiting.add(new WaitingEngagement(kind.countName(), at));
            }
            changed.setWaiting(waiting);
        } else {
            var firstAt = new HashMap<>(track.getFirstAt());
            count(groupOf(track), kind, at, firstAt, out);
            changed.setFirstAt(firstAt);
        }
        keep(changed.build());
    }

    private void keep(PromptTrack track) {
        prompts.removeIf(known -> known.getPromptId().equals(track.getPromptId()));
        prompts.add(track);
        if (prompts.size() > MAX_PROMPTS) {
            var oldest = prompts.stream().min(BY_TIME).orElseThrow();
            prompts.remove(oldest);
            forgotten.add(oldest.getPromptId());
        }
    }

    private static MetricGroup groupOf(PromptTrack track) {
        return new MetricGroup(track.getCampaignId(), track.getArm(), track.getChannel());
    }

    /** Every event counts raw; of each kind the earliest counts once for the prompt. */
    private static void count(
            MetricGroup group, EngagementKind kind, long at, Map<String, Long> firstAt, MetricDeltas out) {
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
}
