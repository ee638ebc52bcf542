package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Step;
import dev.rapport.enrichment.state.ConsentMark;
import java.util.HashSet;
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
        var before = draft.view().getConsents();
        var marks = ConsentMerge.merge(draft.customer().getConsents(), words, event.getOccurredAt());
        var merged = with(draft, marks);
        var after = merged.view().getConsents();
        var changes = new HashSet<String>();
        after.forEach((category, mark) -> {
            if (ConsentMerge.isChange(before.get(category), mark)) {
                changes.add(category);
            }
        });
        if (changes.isEmpty()) {
            return merged;
        }
        changes.forEach(category ->
                marks.computeIfPresent(category, (name, mark) -> ConsentMerge.changed(mark, event.getReceivedAt())));
        var changed = with(draft, marks);
        var consents = changed.view().getConsents();
        // In the order of the categories: replays give the same records.
        for (var consent : new TreeMap<>(consents).entrySet()) {
            if (changes.contains(consent.getKey())) {
                for (var change : ConsentChanges.of(
                        draft.customerId(),
                        draft.owner().mergedIds(),
                        consent.getKey(),
                        consent.getValue(),
                        event.getOccurredAt(),
                        event.getSourceId())) {
                    changed = changed.and(change);
                }
            }
        }
        return changed;
    }

    private static Draft with(Draft draft, Map<String, ConsentMark> marks) {
        return draft.with(
                CustomerStates.edit(draft.customer()).setConsents(marks).build());
    }
}
