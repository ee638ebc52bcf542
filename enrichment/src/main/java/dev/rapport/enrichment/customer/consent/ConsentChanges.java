package dev.rapport.enrichment.customer.consent;

import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Consents as others see them. */
public final class ConsentChanges {
    private ConsentChanges() {}

    /**
     * Of a customer, and under the ids of those who are part of them: who asks for one of these, as for a prompt that was
     * decided before the merge, gets the same answer.
     *
     * @param changedAt event time of what changed it, in milliseconds since the epoch
     * @param sourceId  source of the event that did
     */
    static List<Output<ConsentChange>> of(
            String customerId,
            List<String> mergedIds,
            String category,
            ConsentMark mark,
            long changedAt,
            String sourceId) {
        var changes = new ArrayList<Output<ConsentChange>>(mergedIds.size() + 1);
        changes.add(of(customerId, category, mark, changedAt, sourceId));
        mergedIds.forEach(id -> changes.add(of(id, category, mark, changedAt, sourceId)));
        return changes;
    }

    private static Output<ConsentChange> of(
            String customerId, String category, ConsentMark mark, long changedAt, String sourceId) {
        var key = ConsentKey.ofCategory(customerId, category);
        var change = ConsentChange.newBuilder()
                .setCustomerId(key.customerId())
                .setPurpose(key.purpose())
                .setChannel(key.channel())
                .setGranted(ConsentMerge.isGranted(mark))
                .setChangedAt(Instant.ofEpochMilli(changedAt))
                .setSourceId(sourceId)
                .setVersion(mark.getVersion())
                .setEffectiveAt(Instant.ofEpochMilli(mark.getEffectiveAt()))
                .setProof(mark.getProof())
                .build();
        return new Output<>(Topics.CONSENTS, key.text(), change);
    }

    /**
     * What a merge or its undoing changes for a customer, in the order of the categories.
     *
     * @param mergedIds ids of those who are part of the customer now
     * @param arrived   the one who became part of them just now: everything is published under this id, as what it said before
     *     may be published there
     * @param changedAt event time of that, in milliseconds since the epoch
     * @param sourceId  who says so
     */
    public static List<Output<ConsentChange>> between(
            String customerId,
            List<String> mergedIds,
            Optional<String> arrived,
            Map<String, ConsentMark> before,
            Map<String, ConsentMark> after,
            long changedAt,
            String sourceId) {
        var changes = new ArrayList<Output<ConsentChange>>();
        new TreeMap<>(after).forEach((category, mark) -> {
            var changed = ConsentMerge.isChange(before.get(category), mark);
            if (changed) {
                changes.addAll(of(customerId, mergedIds, category, mark, changedAt, sourceId));
            }
            arrived.filter(id -> !changed || !mergedIds.contains(id))
                    .ifPresent(id -> changes.add(of(id, category, mark, changedAt, sourceId)));
        });
        return changes;
    }
}
