package dev.rapport.scoring.history;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.experiment.Moments;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.metric.MetricKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/** The definition of the counts, read off the complete histories of customers: slow, plain, without state. */
public final class BatchCount {
    private final MetricChanges totals;
    private final Map<String, List<Long>> moments;
    private final ScoringRules rules;
    private final List<EnrichedEvent> events;
    private final List<Decision> decisions;
    private final List<Reply> replies;

    private BatchCount(
            List<SpecificRecord> records, ScoringRules rules, MetricChanges totals, Map<String, List<Long>> moments) {
        this.rules = rules;
        this.totals = totals;
        this.moments = moments;
        this.events = of(records, EnrichedEvent.class);
        this.decisions = of(records, Decision.class);
        this.replies = of(records, Reply.class);
    }

    /**
     * What is to be counted.
     *
     * @param rows    rows of metrics by store key
     * @param moments customers, sum and sum of squares by {@code campaign|arm|channel|goal|currency}, of which those of
     *     propensities have neither goal nor currency
     */
    public record Expected(Map<String, Metric> rows, Map<String, List<Long>> moments) {}

    /** Counts the records of some customers, one list each. */
    public static Expected of(Collection<List<SpecificRecord>> customers, ScoringRules rules) {
        var totals = new MetricChanges();
        var moments = new TreeMap<String, List<Long>>();
        for (var records : customers) {
            var batch = new BatchCount(records, rules, totals, moments);
            batch.countShop();
            batch.countDecisions();
            batch.countReplies();
            batch.countEngagement();
            batch.countExposures();
        }
        var rows = new TreeMap<String, Metric>();
        totals.toRows().forEach(row -> rows.put(MetricKey.of(row).storeKey(), row));
        return new Expected(rows, moments);
    }

    /** The same form of what was counted. */
    public static Map<String, List<Long>> momentsOf(Collection<ArmMoments> arms) {
        var found = new TreeMap<String, List<Long>>();
        for (var arm : arms) {
            found.put(MomentChanges.keyOf(arm) + "||", List.of(arm.getCustomers(), arm.getPropensityMillionths()));
            for (var goal : arm.getGoals()) {
                var sums = Moments.of(goal);
                found.put(
                        MomentChanges.keyOf(arm) + "|" + goal.getGoal() + "|"
                                + Objects.requireNonNullElse(goal.getCurrency(), ""),
                        List.of(
                                sums.customers(),
                                sums.y().longValueExact(),
                                sums.yy().longValueExact()));
            }
        }
        return found;
    }

    private void countShop() {
        var shop = MetricGroup.WHOLE_SHOP;
        var sessions = new HashMap<String, Long>();
        for (var event : events) {
            totals.count(shop, at(event), "events", 1);
            totals.count(shop, at(event), rules.names().countOf(String.valueOf(event.getName())), 1);
            sessions.merge(event.getSessionId(), at(event), Math::min);
            if ("Order Refunded".equals(event.getName())) {
                totals.count(shop, at(event), "refunds", 1);
            }
        }
        sessions.values().forEach(first -> totals.count(shop, first, "sessions", 1));
        BatchOrders.of(events, "Order Completed").forEach(order -> countOrder(shop, order));
    }

    private void countDecisions() {
        for (var decision : decisions) {
            totals.count(
                    groupOf(decision), decision.getDecidedAt().toEpochMilli(), "decisions." + decision.getReason(), 1);
        }
    }

    private void countReplies() {
        for (var reply : replies) {
            var group = new MetricGroup(reply.getCampaignId(), reply.getArm(), reply.getChannel());
            var at = reply.getTriggeredAt().toEpochMilli();
            switch (reply.getOutcome()) {
                case GENERATED -> totals.count(group, at, "generated", 1);
                case FALLBACK -> totals.count(group, at, "fallback", 1);
                default -> totals.count(group, at, "refused", 1);
            }
            if (!reply.getOutcome().toString().equals("REFUSED")) {
                totals.count(group, at, "sent", 1);
            }
        }
    }

    private void countEngagement() {
        var counted = Map.of(
                "Email Delivered", "delivered",
                "Email Opened", "opened",
                "Email Link Clicked", "clicked",
                "Unsubscribed", "unsubscribed");
        var raw = Map.of("Email Opened", "opens", "Email Link Clicked", "clicks");
        for (var decision : decisions) {
            var first = new HashMap<String, Long>();
            for (var event : events) {
                var name = counted.get(event.getName());
                if (name != null
                        && event.getPromptId() != null
                        && event.getPromptId().equals(decision.getPromptId())) {
                    first.merge(name, at(event), Math::min);
                    var rawName = raw.get(event.getName());
                    if (rawName != null) {
                        totals.count(groupOf(decision), at(event), rawName, 1);
                    }
                }
            }
            first.forEach((name, at) -> totals.count(groupOf(decision), at, name, 1));
        }
    }

    private void countExposures() {
        Set<String> campaigns = new HashSet<>();
        decisions.forEach(decision -> campaigns.add(decision.getCampaignId()));
        for (var campaign : campaigns) {
            decisions.stream()
                    .filter(decision -> decision.getCampaignId().equals(campaign))
                    .filter(decision -> decision.getReason() == DecisionReason.SENT
                            || decision.getReason() == DecisionReason.HOLDOUT)
                    .min(Comparator.comparing(Decision::getDecidedAt).thenComparing(Decision::getDecisionId))
                    .ifPresent(this::countExposure);
        }
    }

    private void countExposure(Decision exposure) {
        var group = groupOf(exposure);
        var from = exposure.getDecidedAt().toEpochMilli();
        totals.count(group, from, "customers", 1);
        var arm = group.campaignId() + "|" + group.arm() + "|" + group.channel() + "|";
        add(arm + "|", 1, Math.round(exposure.getPropensity() * 1e6));
        var sum = 0L;
        for (var goal : rules.goals()) {
            var reached = BatchOrders.of(events, goal).stream()
                    .filter(order -> at(order.get(0)) > from
                            && at(order.get(0)) <= from + rules.window().toMillis())
                    .toList();
            reached.stream().mapToLong(order -> at(order.get(0))).min().ifPresent(first -> {
                var name = goal.equals("Order Completed") ? "converted" : "converted." + goal;
                totals.count(group, first, name, 1);
                add(arm + goal + "|", 1, 1, 1);
            });
            if (goal.equals("Order Completed")) {
                reached.forEach(order -> countOrder(group, order));
                sum = reached.stream().mapToLong(BatchOrders::cents).sum();
            }
        }
        if (sum != 0) {
            add(arm + "Order Completed|EUR", 1, sum, sum * sum);
        }
    }

    private void add(String key, long... values) {
        var before = moments.getOrDefault(key, Collections.nCopies(values.length, 0L));
        moments.put(
                key,
                IntStream.range(0, values.length)
                        .mapToObj(i -> before.get(i) + values[i])
                        .toList());
    }

    private void countOrder(MetricGroup group, List<EnrichedEvent> order) {
        totals.count(group, at(order.get(0)), "purchases", 1);
        totals.revenue(group, at(order.get(0)), "EUR", BatchOrders.cents(order));
    }

    private static long at(EnrichedEvent event) {
        return event.getOccurredAt().toEpochMilli();
    }

    private static MetricGroup groupOf(Decision decision) {
        return new MetricGroup(decision.getCampaignId(), String.valueOf(decision.getArm()), decision.getChannel());
    }

    private static <T> List<T> of(List<SpecificRecord> records, Class<T> type) {
        var found = new ArrayList<T>();
        records.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }
}
