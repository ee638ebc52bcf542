package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.Suppression;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are not written to, whoever has them. An address that bounced stays suppressed; others are written to
 * again once a customer who has it says yes to e-mail later than it was suppressed. See docs/adr/0031.
 */
public final class SuppressionStep implements Step {
    private final Suppressions known;

    public SuppressionStep(Suppressions known) {
        this.known = known;
    }

    @Override
    public Draft apply(Draft draft) {
        var words = draft.event().getConsent();
        if (words == null) {
            return draft;
        }
        var own = draft.customer().getAddressKeys();
        if (words.getSuppression() != null) {
            var named = words.getAddressKeys();
            return suppress(draft, named.isEmpty() ? own : named, words.getSuppression());
        }
        var granted = words.getStated().get(Channel.EMAIL.category());
        return Boolean.TRUE.equals(granted) ? lift(draft, own) : draft;
    }

    private Draft suppress(Draft draft, List<String> addresses, SuppressionReason reason) {
        var changed = draft;
        for (var address : addresses) {
            var fresh = new Suppression(reason, at(draft.event()), draft.event().getSourceId());
            var before = known.of(address);
            var after = before.map(old -> stronger(old, fresh)).orElse(fresh);
            if (before.isEmpty() || !before.get().equals(after)) {
                changed = changed.and(output(address, after));
            }
        }
        return changed;
    }

    private static Suppression stronger(Suppression old, Suppression fresh) {
        var reason = old.getReason().compareTo(fresh.getReason()) >= 0 ? old.getReason() : fresh.getReason();
        return old.getSuppressedAt().isBefore(fresh.getSuppressedAt())
                ? new Suppression(reason, fresh.getSuppressedAt(), fresh.getSourceId())
                : new Suppression(reason, old.getSuppressedAt(), old.getSourceId());
    }

    private Draft lift(Draft draft, List<String> addresses) {
        var changed = draft;
        for (var address : addresses) {
            if (isLifted(known.of(address), at(draft.event()))) {
                changed = changed.and(output(address, null));
            }
        }
        return changed;
    }

    private static boolean isLifted(Optional<Suppression> old, Instant at) {
        return old.isPresent()
                && old.get().getReason() != SuppressionReason.BOUNCED
                && old.get().getSuppressedAt().isBefore(at);
    }

    private static Output<Suppression> output(String address, @Nullable Suppression suppression) {
        return new Output<>(Topics.SUPPRESSIONS, address, suppression);
    }

    private static Instant at(ReadEvent event) {
        return Instant.ofEpochMilli(event.getOccurredAt());
    }
}
