package dev.rapport.scoring.history;

import dev.rapport.scoring.metric.Counts;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.GoalEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A goal reached once: by all events of an order together, or by one event that names no order. A thank-you page that is
 * loaded again, the server's copy of the browser's event and a corrected amount are the same order. It was reached at its
 * earliest event and is worth the latest amount; only of events that say which line of the order they are do the amounts
 * add up, of every line the latest.
 *
 * @param cause        what makes events one
 * @param at           time of the earliest event, in milliseconds since the epoch
 * @param standing     events whose amounts stand, earliest first: that of the whole order, or else one a line
 * @param revenueMinor their amounts by currency, in minor units
 */
record ReachedGoal(Cause cause, long at, List<GoalEvent> standing, Map<String, Long> revenueMinor) {
    /** The order of events: by time, and where that is the same by message, so that arrival does not matter. */
    static final Comparator<GoalEvent> BY_TIME =
            Comparator.comparingLong(GoalEvent::getOccurredAt).thenComparing(GoalEvent::getMessageId);

    /** Some 170 billion in a currency with cents: more counts as this, so that sums of orders stay in range. */
    static final long MAX_AMOUNT_MINOR = 1L << 44;

    private static final String WHOLE_ORDER = "";

    /**
     * What makes events one: goal and order, or nothing but the event itself.
     *
     * @param goal  name of the goal
     * @param order the order, or the event that names none
     */
    record Cause(String goal, String order) {
        static Cause of(GoalEvent event) {
            return new Cause(
                    event.getGoal(),
                    event.getOrderId() == null ? "event:" + event.getMessageId() : "order:" + event.getOrderId());
        }
    }

    /** What events of the same cause have reached; at least one. */
    static ReachedGoal of(List<GoalEvent> events) {
        var at = events.stream().mapToLong(ReachedGoal::knownSince).min().orElseThrow();
        var latest = new TreeMap<String, GoalEvent>();
        for (var event : events) {
            if (event.getCurrency() != null) {
                var line = Optional.ofNullable(event.getLineId()).orElse(WHOLE_ORDER);
                latest.merge(line, event, BinaryOperator.maxBy(BY_TIME));
            }
        }
        var whole = latest.get(WHOLE_ORDER);
        var standing = whole != null
                ? List.of(whole)
                : latest.values().stream().sorted(BY_TIME).toList();
        var revenue = new TreeMap<String, Long>();
        standing.forEach(event -> revenue.merge(event.getCurrency(), bounded(event.getAmountMinor()), Long::sum));
        revenue.replaceAll((currency, minor) -> bounded(minor));
        return new ReachedGoal(Cause.of(events.get(0)), at, standing, revenue);
    }

    /** Whether it is an order, whose revenue counts. */
    boolean isOrder() {
        return cause.goal().equals(Counts.ORDER_COMPLETED);
    }

    /** Counts an order and its revenue, when it was placed. */
    void count(MetricGroup group, int sign, MetricChanges out) {
        out.count(group, at, Counts.PURCHASES, sign);
        revenueMinor.forEach((currency, minor) -> out.revenue(group, at, currency, sign * minor));
    }

    private static long bounded(long amountMinor) {
        return Math.max(-MAX_AMOUNT_MINOR, Math.min(MAX_AMOUNT_MINOR, amountMinor));
    }

    private static long knownSince(GoalEvent event) {
        var orderedAt = event.getOrderedAt();
        return orderedAt == null ? event.getOccurredAt() : Math.min(orderedAt, event.getOccurredAt());
    }
}
