package dev.rapport.scoring.experiment;

import dev.rapport.schemas.ArmMoments;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all customers of one arm.
 *
 * @param customers            distinct customers exposed
 * @param propensityMillionths sum of the probabilities with which they got the arm
 * @param converted            by goal: y is 1 of customers who reached it
 * @param revenue              by goal and currency: y is revenue in minor units
 */
public record ArmSums(
        long customers,
        long propensityMillionths,
        Map<String, Moments> converted,
        Map<String, Map<String, Moments>> revenue) {
    /** An arm without customers. */
    public static final ArmSums NOBODY = new ArmSums(0, 0, Map.of(), Map.of());

    /** The sums in a record. */
    public static ArmSums of(ArmMoments arm) {
        Map<String, Moments> converted = new HashMap<>();
        Map<String, Map<String, Moments>> revenue = new HashMap<>();
        for (var goal : arm.getGoals()) {
            @Nullable String currency = goal.getCurrency();
            if (currency == null) {
                converted.put(goal.getGoal(), Moments.of(goal));
            } else {
                revenue.computeIfAbsent(goal.getGoal(), missing -> new TreeMap<>())
                        .put(currency, Moments.of(goal));
            }
        }
        return new ArmSums(arm.getCustomers(), arm.getPropensityMillionths(), converted, revenue);
    }

    /** Of the customers of both, who are different ones. */
    public ArmSums plus(ArmSums other) {
        Map<String, Moments> bothConverted = new HashMap<>(converted);
        other.converted.forEach((goal, moments) -> bothConverted.merge(goal, moments, Moments::plus));
        Map<String, Map<String, Moments>> bothRevenue = new HashMap<>();
        for (var sums : new ArmSums[] {this, other}) {
            sums.revenue.forEach((goal, amounts) -> amounts.forEach((currency, moments) -> bothRevenue
                    .computeIfAbsent(goal, missing -> new TreeMap<>())
                    .merge(currency, moments, Moments::plus)));
        }
        return new ArmSums(
                customers + other.customers,
                propensityMillionths + other.propensityMillionths,
                bothConverted,
                bothRevenue);
    }

    /** Goals that a customer reached. */
    public Set<String> goals() {
        return new TreeSet<>(converted.keySet());
    }

    /** Currencies of revenue by a goal. */
    public Set<String> currencies(String goal) {
        return revenue.getOrDefault(goal, Map.of()).keySet();
    }

    /** Customers who reached a goal. */
    public Moments converted(String goal) {
        return converted.getOrDefault(goal, Moments.ZERO);
    }

    /** Revenue by a goal in a currency, in minor units. */
    public Moments revenue(String goal, String currency) {
        return revenue.getOrDefault(goal, Map.of()).getOrDefault(currency, Moments.ZERO);
    }
}
