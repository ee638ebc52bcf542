package dev.rapport.enrichment.step;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.consent.ConsentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which consents an event gave or took back: what others who follow consents have to hear of. */
public final class ConsentStep {
    /**
     * Changes of the effective consent, by category. The first word on a category is a change, a refusal too.
     *
     * @param before the customer before the event; empty at the first one
     */
    public List<ConsentChange> changes(Optional<CustomerProfile> before, CustomerProfile after, CapturedEvent event) {
        var known = before.map(CustomerProfile::getConsents).orElseGet(Map::of);
        var changes = new ArrayList<ConsentChange>();
        // In the order of the categories: replays give the same records.
        new TreeMap<>(after.getConsents()).forEach((category, granted) -> {
            if (!granted.equals(known.get(category))) {
                changes.add(ConsentChange.newBuilder()
                        .setCustomerId(after.getCustomerId())
                        .setCategory(category)
                        .setGranted(granted)
                        .setChangedAt(event.getOccurredAt())
                        .setSourceId(event.getSourceId())
                        .setEffectiveAt(event.getReceivedAt())
                        .build());
            }
        });
        return changes;
    }

    /** Key of a change in its topic. */
    public static String key(ConsentChange change) {
        return new ConsentKey(change.getCustomerId(), change.getCategory()).text();
    }
}
