package dev.rapport.scoring.engagement;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The definition of conversions, read off the complete history of one customer: slow, plain, without state. */
final class BatchConversions {
    private static final Set<String> TOUCHES = Set.of("Email Opened", "Email Link Clicked");
    private static final Comparator<EnrichedEvent> BY_TIME =
            Comparator.comparing(EnrichedEvent::getOccurredAt).thenComparing(EnrichedEvent::getMessageId);

    private BatchConversions() {}

    /** Conversions by id. */
    static Map<String, Conversion> of(List<SpecificRecord> records, ScoringRules rules) {
        var events = records.stream()
                .filter(EnrichedEvent.class::isInstance)
                .map(EnrichedEvent.class::cast)
                .sorted(BY_TIME)
                .toList();
        Map<String, List<EnrichedEvent>> byId = new TreeMap<>();
        for (var event : events) {
            if (rules.goals().contains(event.getName())) {
                var cause = event.getOrderId() == null ? event.getMessageId() : event.getOrderId();
                var id = DerivedId.conversion(event.getCustomerId(), String.valueOf(event.getName()), cause);
                byId.computeIfAbsent(id, missing -> new ArrayList<>()).add(event);
            }
        }
        var conversions = new TreeMap<String, Conversion>();
        byId.forEach((id, order) -> {
            var first = order.get(0);
            conversions.put(
                    id,
                    new Conversion(
                            id,
                            first.getCustomerId(),
                            first.getName(),
                            first.getMessageId(),
                            first.getOrderId(),
                            revenue(order),
                            credits(first, events, records, rules),
                            first.getOccurredAt()));
        });
        return conversions;
    }

    private static @Nullable Money revenue(List<EnrichedEvent> order) {
        var priced = order.stream().filter(event -> event.getRevenue() != null).toList();
        return priced.isEmpty()
                ? null
                : new Money(
                        priced.stream()
                                .mapToLong(event -> event.getRevenue().getAmountMinor())
                                .sum(),
                        "EUR");
    }

    private static List<Credit> credits(
            EnrichedEvent first, List<EnrichedEvent> events, List<SpecificRecord> records, ScoringRules rules) {
        Credit last = null;
        for (var event : events) {
            var isBefore = !event.getOccurredAt().isAfter(first.getOccurredAt())
                    && !event.getOccurredAt().isBefore(first.getOccurredAt().minus(rules.lookback()))
                    && !event.getMessageId().equals(first.getMessageId());
            if (isBefore && event.getUtmSource() != null) {
                last = new Credit(null, event.getUtmSource(), null, null, "last", 1_000_000L);
            } else if (isBefore && TOUCHES.contains(event.getName()) && event.getPromptId() != null) {
                last = records.stream()
                        .filter(Decision.class::isInstance)
                        .map(Decision.class::cast)
                        .filter(decision -> event.getPromptId().equals(decision.getPromptId()))
                        .map(decision -> new Credit(
                                event.getPromptId(),
                                decision.getCampaignId(),
                                decision.getCampaignId(),
                                decision.getArm(),
                                "last",
                                1_000_000L))
                        .findFirst()
                        .orElseThrow();
            }
        }
        return last == null ? List.of() : List.of(last);
    }
}
