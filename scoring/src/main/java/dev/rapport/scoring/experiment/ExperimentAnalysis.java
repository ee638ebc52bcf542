package dev.rapport.scoring.experiment;

import dev.rapport.runtime.value.Checks;
import dev.rapport.schemas.campaign.Arms;
import dev.rapport.scoring.experiment.ArmOutcome.GoalOutcome;
import dev.rapport.scoring.experiment.ExperimentReport.ArmLift;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares the arms of experiments with their control.
 *
 * @param controlNames arms from outside that are the control, whatever their case; the holdout of a campaign always is
 * @param tightestAt   customers at which always-valid intervals are tightest (N*), at least 1
 */
public record ExperimentAnalysis(List<String> controlNames, long tightestAt) {
    /** Arm of customers who are held out. */
    public static final String HOLDOUT = Arms.HOLDOUT;

    /** GrowthBook's default too. */
    public static final long DEFAULT_TIGHTEST_AT = 5_000;

    public ExperimentAnalysis {
        Checks.atLeast(1, tightestAt, "scoring.experiments.tightest-at");
        controlNames = List.copyOf(controlNames);
    }

    /**
     * Analyses one experiment.
     *
     * @param arms  in any order
     * @param alpha probability of error, in (0, 1)
     */
    public ExperimentReport analyse(ExperimentId experiment, List<ArmOutcome> arms, double alpha) {
        var sorted = arms.stream().sorted(Comparator.comparing(ArmOutcome::arm)).toList();
        var control = control(sorted);
        var lifts = new ArrayList<ArmLift>();
        control.filter(arm -> arm.customers() > 0).ifPresent(base -> {
            for (var arm : sorted) {
                if (!arm.arm().equals(base.arm()) && arm.customers() > 0) {
                    addLifts(arm, base, alpha, lifts);
                }
            }
        });
        return new ExperimentReport(
                experiment, control.map(ArmOutcome::arm), alpha, sorted, sampleRatio(sorted), lifts);
    }

    private Optional<ArmOutcome> control(List<ArmOutcome> arms) {
        var holdout = arms.stream().filter(arm -> arm.arm().equals(HOLDOUT)).findFirst();
        if (holdout.isPresent()) {
            return holdout;
        }
        return controlNames.stream()
                .flatMap(name -> arms.stream().filter(arm -> arm.arm().equalsIgnoreCase(name)))
                .findFirst();
    }

    private void addLifts(ArmOutcome arm, ArmOutcome control, double alpha, List<ArmLift> out) {
        for (var goal : arm.goals().keySet().stream().sorted().toList()) {
            var ofArm = goal(arm, goal);
            var ofControl = goal(control, goal);
            out.add(new ArmLift(
                    arm.arm(),
                    goal,
                    "conversion",
                    Lift.ofShares(
                            new Share(arm.customers(), ofArm.customers()),
                            new Share(control.customers(), ofControl.customers()),
                            alpha,
                            tightestAt)));
            if (ofArm.revenueMinor() != 0 || ofControl.revenueMinor() != 0) {
                var enough = Math.min(ofArm.customers(), ofControl.customers()) >= Lift.ENOUGH_BUYERS;
                var revenue = revenue(arm, ofArm);
                var base = revenue(control, ofControl);
                out.add(new ArmLift(
                        arm.arm(),
                        goal,
                        "revenue",
                        enough ? Lift.ofRevenue(revenue, base, alpha, tightestAt) : Lift.ofFewBuyers(revenue, base)));
            }
        }
    }

    private static Sample revenue(ArmOutcome arm, GoalOutcome goal) {
        return Sample.ofSums(arm.customers(), (double) goal.revenueMinor(), goal.revenueSquares());
    }

    private static GoalOutcome goal(ArmOutcome arm, String goal) {
        return arm.goals().getOrDefault(goal, new GoalOutcome(0, 0, 0, Optional.empty()));
    }

    private static Optional<SampleRatio> sampleRatio(List<ArmOutcome> arms) {
        if (arms.size() < 2 || arms.stream().anyMatch(arm -> arm.share().isEmpty())) {
            return Optional.empty();
        }
        return SampleRatio.of(
                arms.stream().mapToLong(ArmOutcome::customers).toArray(),
                arms.stream().mapToDouble(arm -> arm.share().getAsDouble()).toArray());
    }
}
