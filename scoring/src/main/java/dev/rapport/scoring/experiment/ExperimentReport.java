package dev.rapport.scoring.experiment;

import java.util.List;
import java.util.Optional;

/**
 * An experiment, analysed.
 *
 * @param experiment  campaign, or experiment from outside
 * @param control     arm that the others are compared with; empty when there is none
 * @param alpha       probability of error of every interval
 * @param arms        outcome of every arm, by name
 * @param sampleRatio check of the assignment; empty when the meant shares are unknown, and of few customers
 * @param lifts       of every other arm over the control, by arm, goal and metric
 */
public record ExperimentReport(
        ExperimentId experiment,
        Optional<String> control,
        double alpha,
        List<ArmOutcome> arms,
        Optional<SampleRatio> sampleRatio,
        List<ArmLift> lifts) {
    /**
     * One comparison.
     *
     * @param arm    arm compared with the control
     * @param goal   the goal
     * @param metric {@code conversion} (share of customers) or {@code revenue} (minor units per customer)
     * @param lift   the comparison
     */
    public record ArmLift(String arm, String goal, String metric, Lift lift) {}
}
