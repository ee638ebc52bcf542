package dev.rapport.scoring.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of one arm of an experiment.
 *
 * @param arm       name of the arm
 * @param customers distinct customers first exposed in it, at least 0
 * @param share     share of all customers that the assignment meant for it, in (0, 1]; empty when unknown
 * @param goals     outcome by goal; the same goals in every arm
 */
public record ArmOutcome(String arm, long customers, OptionalDouble share, Map<String, GoalOutcome> goals) {
    /**
     * What the customers of an arm did about one goal.
     *
     * @param customers      distinct customers who reached it
     * @param revenueMinor   revenue in minor units of the experiment's currency; 0 for goals without revenue
     * @param revenueSquares sum over customers of the square of each one's revenue; 0 for goals without revenue
     * @param currency       the experiment's currency; empty without revenue and when there are several
     */
    public record GoalOutcome(long customers, long revenueMinor, double revenueSquares, Optional<String> currency) {}
}
