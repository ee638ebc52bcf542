package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a customer allows and what not. First of the steps: a withdrawal counts whatever happens to the rest of its event.
 */
public final class ConsentStep implements Step {
    @Override
    public Draft apply(Draft draft) {
        var words = draft.event().getConsent();
        if (words == null) {
            return draft;
        }
        var event = draft.event();
        var before = draft.customer().getConsents();
        var after = ConsentMerge.merge(before, words, event.getOccurredAt(), event.getReceivedAt());
        var changed = draft.with(
                CustomerStates.edit(draft.customer()).setConsents(after).build());
        // In the order of the categories: replays give the same records.
        for (var entry : new TreeMap<>(after).entrySet()) {
            var known = before.get(entry.getKey());
            if (known == null || known.getVersion() != entry.getValue().getVersion()) {
                changed = changed.and(change(draft, entry));
            }
        }
        return changed;
    }

    private static Output<ConsentChange> change(Draft draft, Map.Entry<String, ConsentMark> consent) {
        var key = ConsentKey.ofCategory(draft.customerId(), consent.getKey());
        var change = ConsentChange.newBuilder()
                .setCustomerId(key.customerId())
                .setPurpose(key.purpose())
                .setChannel(key.channel())
                .setGranted(ConsentMerge.isGranted(consent.getValue()))
                .setChangedAt(Instant.ofEpochMilli(draft.event().getOccurredAt()))
                .setSourceId(draft.event().getSourceId())
                .setVersion(consent.getValue().getVersion())
                .setEffectiveAt(Instant.ofEpochMilli(consent.getValue().getEffectiveAt()))
                .build();
        return new Output<>(Topics.CONSENTS, key.text(), change);
    }
}
