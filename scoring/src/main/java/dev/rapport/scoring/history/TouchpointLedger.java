package dev.rapport.scoring.history;

import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.state.PromptTrack;
import dev.rapport.scoring.state.SeenTouchpoint;
import dev.rapport.scoring.state.Touchpoints;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The latest touchpoints of one customer: engagements with replies, and events that name their source. */
final class TouchpointLedger extends Ledger<Touchpoints, SeenTouchpoint> {
    static final int MAX_TOUCHPOINTS = 50;
    static final String UNKNOWN_SOURCE = "unknown";

    private static final Comparator<SeenTouchpoint> BY_TIME = Comparator.comparingLong(SeenTouchpoint::getOccurredAt)
            .thenComparing(SeenTouchpoint::getMessageId)
            .thenComparing(SeenTouchpoint::getKind);

    TouchpointLedger(@Nullable Touchpoints remembered) {
        super(
                remembered == null ? List.of() : remembered.getTouchpoints(),
                BY_TIME,
                MAX_TOUCHPOINTS,
                SeenTouchpoint::getFragmentId);
    }

    void record(SeenTouchpoint touchpoint) {
        latest.add(touchpoint);
        change();
    }

    /** True when the reply to a prompt was engaged with. */
    boolean isOf(String promptId) {
        return latest.find(touch -> promptId.equals(touch.getPromptId())).isPresent();
    }

    /** What conversions may be credited to, in no order, with the campaigns that are known by now. */
    List<PathTouchpoint> resolved(Function<String, Optional<PromptTrack>> prompts) {
        return latest.items().stream().map(touch -> resolved(touch, prompts)).toList();
    }

    private static PathTouchpoint resolved(SeenTouchpoint seen, Function<String, Optional<PromptTrack>> prompts) {
        var promptId = seen.getPromptId();
        var prompt = promptId == null ? null : prompts.apply(promptId).orElse(null);
        var campaign = prompt == null ? null : prompt.getCampaignId();
        var source = promptId == null ? seen.getSource() : UNKNOWN_SOURCE;
        return new PathTouchpoint(
                seen.getMessageId(),
                Instant.ofEpochMilli(seen.getOccurredAt()),
                seen.getKind(),
                campaign == null ? source : campaign,
                promptId,
                campaign,
                prompt == null || campaign == null ? null : prompt.getArm());
    }

    @Override
    void add(SeenTouchpoint item, MetricChanges out) {
        latest.addAboveBound(item);
    }

    @Override
    Touchpoints state() {
        return new Touchpoints(latest.items());
    }
}
