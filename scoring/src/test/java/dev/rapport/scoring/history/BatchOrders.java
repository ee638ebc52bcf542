package dev.rapport.scoring.history;

import dev.rapport.schemas.EnrichedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The definition of an order, read off the complete history of one customer: slow, plain, without state. */
final class BatchOrders {
    static final Comparator<EnrichedEvent> BY_TIME =
            Comparator.comparing(EnrichedEvent::getOccurredAt).thenComparing(EnrichedEvent::getMessageId);

    private BatchOrders() {}

    /** Events of a goal by order, those of each by time; an event that names no order is alone. */
    static Collection<List<EnrichedEvent>> of(List<EnrichedEvent> events, String goal) {
        Map<String, List<EnrichedEvent>> orders = new TreeMap<>();
        for (var event : events.stream().sorted(BY_TIME).toList()) {
            if (goal.equals(event.getName())) {
                var order = event.getOrderId() == null ? "none " + event.getMessageId() : event.getOrderId();
                orders.computeIfAbsent(order, missing -> new ArrayList<>()).add(event);
            }
        }
        return orders.values();
    }

    /** The events whose amounts stand: the last that speaks of the whole order, or else the last of each line. */
    static List<EnrichedEvent> standing(List<EnrichedEvent> order) {
        EnrichedEvent whole = null;
        Map<String, EnrichedEvent> lines = new TreeMap<>();
        for (var event : order) {
            if (event.getRevenue() != null && event.getLineId() == null) {
                whole = event;
            } else if (event.getRevenue() != null) {
                lines.put(Objects.requireNonNull(event.getLineId()), event);
            }
        }
        return whole == null ? List.copyOf(lines.values()) : List.of(whole);
    }

    static long cents(List<EnrichedEvent> order) {
        return standing(order).stream()
                .mapToLong(event -> event.getRevenue().getAmountMinor())
                .sum();
    }
}
