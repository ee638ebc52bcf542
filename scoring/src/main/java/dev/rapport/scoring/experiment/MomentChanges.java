package dev.rapport.scoring.experiment;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.scoring.metric.MetricGroup;
import dev.rapport.scoring.metric.MetricKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the sums over the customers of arms: who came in or left, and what they contribute. They add up to totals in any
 * order; a change and its opposite leave nothing. Not thread-safe.
 */
public final class MomentChanges {
    private record Goal(String name, @Nullable String currency) {
        static final Comparator<Goal> ORDER = Comparator.comparing(Goal::name)
                .thenComparing(Goal::currency, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private static final class Arm {
        private long customers;
        private long propensityMillionths;
        private final Map<Goal, Moments> goals = new TreeMap<>(Goal.ORDER);

        void add(ArmMoments arm) {
            customers += arm.getCustomers();
            propensityMillionths += arm.getPropensityMillionths();
            for (var moments : arm.getGoals()) {
                add(new Goal(moments.getGoal(), moments.getCurrency()), Moments.of(moments));
            }
        }

        void add(Goal goal, Moments moments) {
            var sum = goals.getOrDefault(goal, Moments.ZERO).plus(moments);
            if (sum.isZero()) {
                goals.remove(goal);
            } else {
                goals.put(goal, sum);
            }
        }

        boolean isZero() {
            return customers == 0 && propensityMillionths == 0 && goals.isEmpty();
        }

        ArmMoments toRecord(MetricGroup group) {
            var sums = goals.entrySet().stream()
                    .map(entry -> entry.getValue()
                            .toRecord(entry.getKey().name(), entry.getKey().currency()))
                    .toList();
            return new ArmMoments(
                    group.campaignId(), group.arm(), group.channel(), customers, propensityMillionths, sums);
        }
    }

    private final Map<MetricGroup, Arm> arms = new HashMap<>();

    /**
     * A customer comes into an arm, or leaves it.
     *
     * @param sign 1 or -1
     */
    public void customer(MetricGroup arm, long propensityMillionths, int sign) {
        var sums = arm(arm);
        sums.customers += sign;
        sums.propensityMillionths += sign * propensityMillionths;
    }

    /** What a customer contributes to a goal comes in, or leaves as its negative. */
    public void add(MetricGroup arm, String goal, @Nullable String currency, Moments moments) {
        arm(arm).add(new Goal(goal, currency), moments);
    }

    /** Adds changes, as {@link #toRecords()} gives them. */
    public void add(ArmMoments arm) {
        arm(groupOf(arm)).add(arm);
    }

    /** The changes of the arm that a record is of. */
    public ArmMoments ofArm(ArmMoments arm) {
        return arm(groupOf(arm)).toRecord(groupOf(arm));
    }

    /** True when nothing is to be added up. */
    public boolean isEmpty() {
        return arms.values().stream().allMatch(Arm::isZero);
    }

    /** The changes, one record an arm, ordered by key; arms without a change are left out. */
    public List<ArmMoments> toRecords() {
        return arms.entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .map(entry -> entry.getValue().toRecord(entry.getKey()))
                .sorted(Comparator.comparing(MomentChanges::keyOf))
                .toList();
    }

    /** Keys of all arms that anything was added to, changes that have cancelled out among them. */
    public List<String> keys() {
        return arms.keySet().stream().map(MetricKey::key).toList();
    }

    /** Forgets all changes. */
    public void clear() {
        arms.clear();
    }

    /** Sum of an arm and a change of it, null when nothing is left; equal sums are equal bytes. */
    public static @Nullable ArmMoments sum(ArmMoments arm, ArmMoments change) {
        var sum = new Arm();
        sum.add(arm);
        sum.add(change);
        return sum.isZero() ? null : sum.toRecord(groupOf(change));
    }

    /** Key of the record in its topic and store. */
    public static String keyOf(ArmMoments arm) {
        return MetricKey.key(groupOf(arm));
    }

    private Arm arm(MetricGroup group) {
        return arms.computeIfAbsent(group, missing -> new Arm());
    }

    private static MetricGroup groupOf(ArmMoments arm) {
        return new MetricGroup(arm.getCampaignId(), arm.getArm(), arm.getChannel());
    }
}
