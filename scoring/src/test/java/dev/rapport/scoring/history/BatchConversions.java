package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.id.DerivedId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The definition of conversions, read off the complete history of one customer: slow, plain, without state. */
final class BatchConversions {
    private static final Set<String> TOUCHES = Set.of("Email Opened", "Email Link Clicked");

    private BatchConversions() {}

    /** Conversions by id. */
    static Map<String, Conversion> of(List<SpecificRecord> records, ScoringRules rules) {
        var events = records.stream()
                .filter(EnrichedEvent.class::isInstance)
                .map(EnrichedEvent.class::cast)
                .sorted(BatchOrders.BY_TIME)
                .toList();
        var conversions = new TreeMap<String, Conversion>();
        var orders = rules.goals().stream().flatMap(goal -> BatchOrders.of(events, goal).stream());
        orders.forEach(order -> {
            var first = order.get(0);
            var cause = first.getOrderId() == null ? first.getMessageId() : first.getOrderId();
            var id = DerivedId.conversion(first.getCustomerId(), String.valueOf(first.getName()), cause);
            conversions.put(
                    id,
                    new Conversion(
                            id,
                            first.getCustomerId(),
                            first.getName(),
                            first.getMessageId(),
                            first.getOrderId(),
                            revenue(order),
                            List.of(),
                            credits(first, events, records, rules),
                            first.getOccurredAt()));
        });
        return conversions;
    }

    private static @Nullable Money revenue(List<EnrichedEvent> order) {
        return BatchOrders.standing(order).isEmpty() ? null : new Money(BatchOrders.cents(order), "EUR");
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
