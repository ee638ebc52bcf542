package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SuppressionWord;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.consent.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about addresses, whoever has them: each word goes to the node that knows the address. Only there can
 * the words of several customers meet without one of them being lost.
 */
public final class SuppressionStep implements Step {
    @Override
    public Draft apply(Draft draft) {
        var words = draft.event().getConsent();
        if (words == null) {
            return draft;
        }
        var own = draft.view().getAddressKeys();
        if (words.getSuppression() != null) {
            var named = words.getAddressKeys();
            return forward(draft, named.isEmpty() ? own : named, words.getSuppression());
        }
        var granted = words.getStated().get(Channel.EMAIL.category());
        return Boolean.TRUE.equals(granted) ? forward(draft, own, null) : draft;
    }

    private static Draft forward(Draft draft, List<String> addresses, @Nullable SuppressionReason reason) {
        var changed = draft;
        for (var address : addresses) {
            changed = changed.and(new Output<>(SuppressionWords.BY_ADDRESS, address, word(draft.event(), reason)));
        }
        return changed;
    }

    private static SuppressionWord word(ReadEvent event, @Nullable SuppressionReason reason) {
        return new SuppressionWord(reason, event.getOccurredAt(), event.getReceivedAt(), event.getSourceId());
    }
}
