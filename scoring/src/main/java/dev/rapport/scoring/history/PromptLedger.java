package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.PromptTrack;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.WaitingEngagement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The latest prompts of one customer and how their replies were engaged with. An engagement that arrives before the
 * decision or reply that names the campaign waits for it. Every fragment has a track of its own; what another fragment knows
 * of a prompt holds for the customer, but is not written into the track: so a fragment can leave as it came.
 */
final class PromptLedger extends Ledger<Prompts, PromptTrack> {
    static final int MAX_PROMPTS = 100;
    static final int MAX_WAITING = 50;

    private static final Comparator<PromptTrack> BY_TIME =
            Comparator.comparingLong(PromptTrack::getSince).thenComparing(PromptTrack::getPromptId);

    PromptLedger(@Nullable Prompts remembered) {
        super(
                remembered == null ? List.of() : remembered.getPrompts(),
                BY_TIME,
                MAX_PROMPTS,
                PromptTrack::getFragmentId);
    }

    /** What is known of a prompt; of several fragments by one that knows its campaign. */
    Optional<PromptTrack> find(String promptId) {
        var tracks = tracks(promptId);
        return knowing(tracks).or(() -> tracks.stream().findFirst());
    }

    /**
     * Records what a prompt belongs to; what waited for it is counted now, at its own time.
     *
     * @return true when the customer did not know that before
     */
    boolean resolve(String promptId, String fragmentId, MetricGroup group, long at, MetricChanges out) {
        var before = tracks(promptId);
        var known = ofFragment(before, fragmentId);
        if (known.filter(PromptLedger::isResolved).isPresent()) {
            return false;
        }
        var resolved = PromptTrack.newBuilder()
                .setPromptId(promptId)
                .setCampaignId(group.campaignId())
                .setArm(group.arm())
                .setChannel(group.channel())
                .setSince(at)
                .setFragmentId(fragmentId)
                .build();
        keep(known, known.map(waiting -> joined(resolved, waiting, out)).orElse(resolved), before, out);
        return knowing(before).isEmpty();
    }

    /** Records an engagement with the reply to a prompt. */
    void recordEngagement(String promptId, String fragmentId, EngagementKind kind, long at, MetricChanges out) {
        var before = tracks(promptId);
        var known = ofFragment(before, fragmentId);
        var engagement = new WaitingEngagement(kind.countName(), at);
        var engaged = PromptTrack.newBuilder()
                .setPromptId(promptId)
                .setSince(at)
                .setWaiting(List.of(engagement))
                .setFragmentId(fragmentId)
                .build();
        if (known.isPresent()) {
            // An engagement does not make a prompt older.
            engaged = joined(
                    known.get(),
                    PromptTrack.newBuilder(engaged)
                            .setSince(known.get().getSince())
                            .build(),
                    out);
        }
        keep(known, engaged, before, out);
    }

    /** All that it counts, with a sign, but for raw counts that no merge can change. */
    void count(int sign, MetricChanges out) {
        latest.items().stream()
                .map(PromptTrack::getPromptId)
                .distinct()
                .forEach(promptId -> count(tracks(promptId), sign, out));
    }

    private void keep(Optional<PromptTrack> known, PromptTrack track, List<PromptTrack> before, MetricChanges out) {
        count(before, -1, out);
        latest.putAboveBound(known, track);
        count(tracks(track.getPromptId()), 1, out);
        latest.evict();
        change();
    }

    /** Of each kind the earliest engagement counts once for the prompt; what waits in other tracks counts raw too. */
    private static void count(List<PromptTrack> tracks, int sign, MetricChanges out) {
        var knowing = knowing(tracks);
        if (knowing.isEmpty()) {
            return;
        }
        var group = groupOf(knowing.get());
        var firstAt = new HashMap<String, Long>();
        for (var track : tracks) {
            track.getFirstAt().forEach((kind, at) -> firstAt.merge(kind, at, Math::min));
            for (var waiting : track.getWaiting()) {
                firstAt.merge(waiting.getKind(), waiting.getOccurredAt(), Math::min);
                countRaw(group, waiting, sign, out);
            }
        }
        firstAt.forEach((kind, at) -> out.count(group, at, kind, sign));
    }

    /**
     * Both tracks of the same prompt and fragment as one. What waited is counted raw when one of them knows the campaign: that
     * it belongs to the prompt is certain then, whatever is merged.
     */
    private static PromptTrack joined(PromptTrack one, PromptTrack other, MetricChanges out) {
        var waiting = Stream.concat(one.getWaiting().stream(), other.getWaiting().stream())
                .limit(MAX_WAITING)
                .toList();
        var knowing = isResolved(one) ? one : other;
        var both = PromptTrack.newBuilder(knowing).setSince(Math.min(one.getSince(), other.getSince()));
        if (!isResolved(knowing)) {
            return both.setWaiting(waiting).build();
        }
        var firstAt = new HashMap<>(one.getFirstAt());
        other.getFirstAt().forEach((kind, at) -> firstAt.merge(kind, at, Math::min));
        for (var engagement : waiting) {
            firstAt.merge(engagement.getKind(), engagement.getOccurredAt(), Math::min);
            countRaw(groupOf(knowing), engagement, 1, out);
        }
        return both.setWaiting(List.of()).setFirstAt(firstAt).build();
    }

    private static void countRaw(MetricGroup group, WaitingEngagement engagement, int sign, MetricChanges out) {
        EngagementKind.ofCount(engagement.getKind())
                .rawCountName()
                .ifPresent(raw -> out.count(group, engagement.getOccurredAt(), raw, sign));
    }

    private List<PromptTrack> tracks(String promptId) {
        return latest.findAll(track -> track.getPromptId().equals(promptId));
    }

    private static Optional<PromptTrack> ofFragment(List<PromptTrack> tracks, String fragmentId) {
        return tracks.stream()
                .filter(track -> track.getFragmentId().equals(fragmentId))
                .findFirst();
    }

    private static Optional<PromptTrack> knowing(List<PromptTrack> tracks) {
        return tracks.stream().filter(PromptLedger::isResolved).findFirst();
    }

    private static boolean isResolved(PromptTrack track) {
        return track.getCampaignId() != null;
    }

    private static MetricGroup groupOf(PromptTrack track) {
        return new MetricGroup(track.getCampaignId(), track.getArm(), track.getChannel());
    }

    @Override
    void add(PromptTrack item, MetricChanges out) {
        var known = ofFragment(tracks(item.getPromptId()), item.getFragmentId());
        latest.putAboveBound(known, known.map(own -> joined(own, item, out)).orElse(item));
    }

    @Override
    Prompts state() {
        return new Prompts(latest.items());
    }
}
