package dev.rapport.scoring.history;

import dev.rapport.scoring.history.ReachedGoal.Cause;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.Goals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The latest goal events of one customer, and what together they have reached. */
final class GoalLedger extends Ledger<Goals, GoalEvent> {
    static final int MAX_GOALS = 200;

    /**
     * What is no longer known of a goal because its oldest event was evicted.
     *
     * @param fragmentId   fragment of the event
     * @param goal         name of the goal
     * @param at           when it was reached, by all of its events
     * @param revenueMinor its revenue with the event less that without it, by currency
     */
    record Evicted(String fragmentId, String goal, long at, Map<String, Long> revenueMinor) {}

    GoalLedger(@Nullable Goals remembered) {
        super(
                remembered == null ? List.of() : remembered.getGoals(),
                ReachedGoal.BY_TIME,
                MAX_GOALS,
                GoalEvent::getFragmentId);
    }

    /** Events of a cause, in no order. */
    List<GoalEvent> events(Cause cause) {
        return latest.items().stream()
                .filter(goal -> Cause.of(goal).equals(cause))
                .toList();
    }

    /** What events of a cause have reached. */
    Optional<ReachedGoal> find(Cause cause) {
        var events = events(cause);
        return events.isEmpty() ? Optional.empty() : Optional.of(ReachedGoal.of(events));
    }

    /** All events, those of a cause together. */
    Collection<List<GoalEvent>> causes() {
        var byCause = new LinkedHashMap<Cause, List<GoalEvent>>();
        for (var event : latest.items()) {
            byCause.computeIfAbsent(Cause.of(event), cause -> new ArrayList<>()).add(event);
        }
        return byCause.values();
    }

    /** Everything that was reached. */
    List<ReachedGoal> reached() {
        return causes().stream().map(ReachedGoal::of).toList();
    }

    /** Everything that was reached by other causes. */
    List<ReachedGoal> reachedBesides(Cause cause) {
        return reached().stream().filter(known -> !known.cause().equals(cause)).toList();
    }

    /** True when a goal event occurred at a time or later. */
    boolean hasSince(long at) {
        return latest.find(goal -> goal.getOccurredAt() >= at).isPresent();
    }

    /** All that it counts, with a sign. */
    void count(int sign, MetricChanges out) {
        reached().stream()
                .filter(ReachedGoal::isOrder)
                .forEach(order -> order.count(MetricGroup.WHOLE_SHOP, sign, out));
    }

    /** Records a goal event that was not recorded before; {@link #evictOldest()} must follow. */
    void record(GoalEvent goal) {
        change();
        latest.addAboveBound(goal);
    }

    /** Evicts the oldest event if there is one too many. */
    Optional<Evicted> evictOldest() {
        return latest.evict().map(this::settled);
    }

    /** The earliest event that is left of the same order dates it from now on. */
    private Evicted settled(GoalEvent oldest) {
        var cause = Cause.of(oldest);
        var left = events(cause);
        var all = new ArrayList<>(left);
        all.add(oldest);
        var reached = ReachedGoal.of(all);
        left.stream()
                .min(ReachedGoal.BY_TIME)
                .ifPresent(next -> latest.replace(
                        next,
                        GoalEvent.newBuilder(next).setOrderedAt(reached.at()).build()));
        var lost = new TreeMap<>(reached.revenueMinor());
        find(cause).ifPresent(known -> known.revenueMinor()
                .forEach((currency, minor) -> lost.merge(currency, -minor, Long::sum)));
        return new Evicted(oldest.getFragmentId(), oldest.getGoal(), reached.at(), lost);
    }

    @Override
    void add(GoalEvent item, MetricChanges out) {
        latest.addAboveBound(item);
    }

    @Override
    Goals state() {
        return new Goals(latest.items());
    }
}
