package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The definition of conversions, read off the complete history of one customer: slow, plain, without state. */
public final class BatchConversions {
    private static final Map<String, String> TOUCHES =
            Map.of("Email Opened", "opened", "Email Link Clicked", "clicked");

    private BatchConversions() {}

    /** Conversions by id. */
    public static Map<String, Conversion> of(List<SpecificRecord> records, ScoringRules rules) {
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
            var path = path(first, events, records, rules);
            conversions.put(
                    id,
                    new Conversion(
                            id,
                            first.getCustomerId(),
                            first.getUserId(),
                            first.getName(),
                            first.getMessageId(),
                            first.getOrderId(),
                            revenue(order),
                            path,
                            lastOf(path),
                            first.getOccurredAt(),
                            false));
        });
        return conversions;
    }

    private static @Nullable Money revenue(List<EnrichedEvent> order) {
        return BatchOrders.standing(order).isEmpty() ? null : new Money(BatchOrders.cents(order), "EUR");
    }

    /** Everything that conversions may be credited to, of the lookback before the first event of the order. */
    private static List<PathTouchpoint> path(
            EnrichedEvent first, List<EnrichedEvent> events, List<SpecificRecord> records, ScoringRules rules) {
        var path = new ArrayList<PathTouchpoint>();
        for (var event : events) {
            var isBefore = !event.getOccurredAt().isAfter(first.getOccurredAt())
                    && !event.getOccurredAt().isBefore(first.getOccurredAt().minus(rules.lookback()))
                    && !event.getMessageId().equals(first.getMessageId());
            if (isBefore && TOUCHES.containsKey(event.getName()) && event.getPromptId() != null) {
                var decision = records.stream()
                        .filter(Decision.class::isInstance)
                        .map(Decision.class::cast)
                        .filter(known -> event.getPromptId().equals(known.getPromptId()))
                        .findFirst();
                var campaign = decision.map(Decision::getCampaignId);
                path.add(new PathTouchpoint(
                        event.getMessageId(),
                        event.getOccurredAt(),
                        TOUCHES.get(event.getName()),
                        campaign.orElse("unknown"),
                        event.getPromptId(),
                        campaign.orElse(null),
                        decision.map(Decision::getArm).orElse(null)));
            }
            if (isBefore && event.getUtmSource() != null) {
                path.add(new PathTouchpoint(
                        event.getMessageId(), event.getOccurredAt(), "utm", event.getUtmSource(), null, null, null));
            }
        }
        return path;
    }

    private static List<Credit> lastOf(List<PathTouchpoint> path) {
        if (path.isEmpty()) {
            return List.of();
        }
        var last = path.get(path.size() - 1);
        return List.of(new Credit(
                last.getPromptId(), last.getSource(), last.getCampaignId(), last.getArm(), "last", 1_000_000L));
    }
}
